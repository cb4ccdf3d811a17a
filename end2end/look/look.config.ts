/** Takes pictures of the pages, for people to look at: `npm run look -w end2end`. It judges nothing. */
import { defineConfig } from "@playwright/test";
import { browserOptions } from "../fixtures/places";

export default defineConfig({
  testDir: ".",
  testMatch: "*.look.ts",
  outputDir: "../results/look-run",
  workers: 2,
  reporter: [["list"]],
  timeout: 120_000,
  use: { browserName: "chromium", launchOptions: browserOptions },
});
