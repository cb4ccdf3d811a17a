/** A new version comes while pages are open: nothing mixes, nothing is lost, and nobody is hurried. */
import type { Page } from "@playwright/test";
import { NextBuild } from "../fixtures/next-build";
import { expect, test as base } from "../fixtures/test";

const test = base.extend<{ next: NextBuild }>({
  next: async ({}, use) => {
    const next = await NextBuild.make();
    await use(next);
    await next.remove();
  },
});

test("an old page goes on with its own files while the server is of another build", async ({ alice, bob, server, next }) => {
  const landing = await alice.visit();
  await landing.introduce("Alice");
  await alice.installs();
  const refused = failuresOf(landing.page);
  await server.kill();
  await server.resume({ site: next.site });

  // The editor has not been fetched yet: the old page finds it in the set that it was installed with.
  const hers = await landing.start("Entre deux versions");
  await hers.append("De l’ancienne. ");
  await hers.says("server");
  expect(await buildOf(hers.page)).not.toBe(next.build);
  expect(refused).toEqual([]);

  const his = await bob.joinByName(hers.path);
  expect(await buildOf(his.page)).toBe(next.build);
  await his.reads("De l’ancienne. ");
  await his.append("De la nouvelle. ");
  await hers.reads("De l’ancienne. De la nouvelle. ");
});

test("a new build is offered, and edits that are on this device only survive the way into it", async ({ alice, server, next }) => {
  const meetup = await alice.startMeetup("Mise à jour");
  await alice.installs();
  await meetup.append("Avant. ");
  await meetup.says("server");
  const old = await buildOf(meetup.page);
  await server.kill();
  await server.resume({ site: next.site });

  // Browsers look for a newer worker when a page is opened; this page is left alone meanwhile.
  await alice.visit();
  const toast = meetup.page.getByRole("status").filter({ hasText: alice.words.update });
  await expect(toast).toBeVisible();
  expect(await buildOf(meetup.page)).toBe(old);
  await meetup.append("Pendant. ");
  await meetup.says("server");
  await server.kill();
  await meetup.append("Sans réseau. ");
  await meetup.says("device");

  await toast.getByRole("button", { name: alice.words.takeUpdate }).click();
  await expect.poll(() => buildOf(meetup.page).catch(() => "on its way")).toBe(next.build);
  await meetup.isOpen();
  await meetup.reads("Avant. Pendant. Sans réseau. ");
  await meetup.says("device");
  await expect(toast).toBeHidden();
  await server.resume({ site: next.site });
  await meetup.says("server");
  await expect.poll(() => server.html(meetup.path)).toContain("Sans réseau.");
});

test("the files of the build before go away once no page needs them", async ({ alice, server, next }) => {
  const landing = await alice.visit();
  await landing.isReady();
  await alice.installs();
  const old = await buildOf(landing.page);
  await expect.poll(() => buildsKept(landing.page)).toEqual([`boucle-${old}`]);
  await server.kill();
  await server.resume({ site: next.site });
  await landing.page.reload();
  await landing.page.getByRole("button", { name: alice.words.takeUpdate }).click();
  await expect.poll(() => buildsKept(landing.page).catch(() => [])).toEqual([`boucle-${next.build}`]);
  await landing.isReady();
  expect(await buildOf(landing.page)).toBe(next.build);
});

async function buildOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.body.dataset["build"]);
}

async function buildsKept(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}

/** Every file that the page asked for and did not get. */
function failuresOf(page: Page): string[] {
  const failures: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
  });
  return failures;
}
