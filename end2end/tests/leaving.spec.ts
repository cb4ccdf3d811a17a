/** A page can be left at any moment, also while something is still being kept. */
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test";

test("a meetup can be left while somebody writes in it, and while it opens", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Va-et-vient");
  const his = await bob.joinByName(hers.path);
  await hers.append("Écoute : ");
  await his.reads("Écoute : ");
  const home = hers.page.getByRole("banner").getByRole("link", { name: "Boucle" });
  const back = hers.page.getByRole("link", { name: "Va-et-vient" });
  const text = "pendant qu’il écrit, elle va et vient, et rien ne s’arrête.";
  const typing = his.append(text, { delay: 40 });
  for (let time = 0; time < 4; time += 1) {
    await home.click();
    await back.click();
    await hers.isOpen();
  }
  await typing;
  await hers.reads(`Écoute : ${text}`);

  // Left as soon as its page stands, before the room is open.
  for (let time = 0; time < 4; time += 1) {
    await home.click();
    await back.waitFor();
    await leaveOnceItStands(hers.page);
    await back.click();
    await back.waitFor();
  }
  await back.click();
  await hers.reads(`Écoute : ${text}`);
  await hers.says("server");
});

test("what was typed in the moment of leaving is there on return", async ({ alice, server }) => {
  const hers = await alice.startMeetup("Dernier mot");
  await hers.append("Un ");
  await hers.says("server");
  const back = hers.page.getByRole("link", { name: "Dernier mot" });
  await typeAndLeave(hers.page, "dernier ");
  await back.click();
  await hers.reads("Un dernier ");
  await server.kill();
  await typeAndLeave(hers.page, "mot.");
  await back.click();
  await hers.reads("Un dernier mot.");
  await hers.says("device");
});

test("what the device refuses after its page was left is held all the same", async ({ alice, server }) => {
  await alice.context.addInitScript(() => {
    const isFull = () => (globalThis as unknown as { full?: boolean }).full === true;
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function putWhileThereIsRoom(...row) {
      const request = put.apply(this, row);
      // The device says no half a second later: until then it is kept busy.
      const until = performance.now() + 500;
      const refuse = () => {
        if (performance.now() < until) this.get(["no", "such"]).onsuccess = refuse;
        else this.transaction.abort();
      };
      if (isFull()) refuse();
      return request;
    };
    const { commit } = IDBTransaction.prototype;
    IDBTransaction.prototype.commit = function commitWhileThereIsRoom() {
      if (!isFull()) commit.call(this);
    };
  });
  const meetup = await alice.startMeetup("Trop tard");
  await meetup.append("Gardé. ");
  await meetup.says("server");
  await server.kill();
  const fill = (full: boolean) =>
    meetup.page.evaluate((now) => {
      (globalThis as unknown as { full?: boolean }).full = now;
    }, full);
  await fill(true);
  const refusal = refused(meetup.page);
  await typeAndLeave(meetup.page, "Refusé après coup.");
  const back = meetup.page.getByRole("link", { name: "Trop tard" });
  await back.waitFor();
  await refusal;
  await back.click();
  await meetup.reads("Gardé. Refusé après coup.");
  await meetup.says("unsaved");
  await fill(false);
  await meetup.says("device");
  await server.resume();
  await meetup.says("server");
});

test("a long paste reaches the others, and so does what is written after it", async ({ alice, bob }) => {
  const hers = await alice.startMeetup("Longue citation");
  await hers.append("|");
  await hers.says("server");
  // Random, so that no compression makes it short, and three bytes a letter: 1.1 MB.
  await hers.pad.evaluate((field) => {
    const letter = () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000));
    const line = () => Array.from({ length: 950 }, letter).join("");
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", Array.from({ length: 400 }, line).join("\n"));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await hers.append(" Après.");
  await hers.says("server", { timeout: 30_000 });
  const his = await bob.joinByName(hers.path);
  await his.pad.press("Control+End");
  await expect.poll(async () => (await his.text()).endsWith(" Après.")).toBe(true);
});

/** A letter and a click so close that nothing is kept in between. */
async function typeAndLeave(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /pad/iu }).press("Control+End");
  await page.evaluate((typed) => {
    document.execCommand("insertText", false, typed);
    document.querySelector<HTMLAnchorElement>("header a[href='/']")?.click();
  }, text);
}

/** Goes home as soon as the page of a meetup stands. */
async function leaveOnceItStands(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector("main.page--meetup")) return;
      watch.disconnect();
      document.querySelector<HTMLAnchorElement>("header a[href='/']")?.click();
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
}

/** Waits until the module has said that the device refused something. */
async function refused(page: Page): Promise<void> {
  await page.waitForEvent("console", (message) => message.text().includes("refused to keep a change"));
}
