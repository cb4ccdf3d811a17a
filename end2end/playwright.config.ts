/**
 * Few tests, and real ones: a real server on a real disk, real browsers, nobody mocked.
 *
 * Nothing is retried: a race that a second run hides is a race that a person meets.
 */
import { defineConfig } from "@playwright/test";
import { browserOptions } from "./fixtures/places";

export default defineConfig({
  testDir: "tests",
  outputDir: "results/tests",
  // Two cores are the smallest machine that runs this, and each test opens two or three browsers' worth of pages.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  reporter: [["list"]],
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: { browserName: "chromium", launchOptions: browserOptions },
});
