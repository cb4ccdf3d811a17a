/** Who people are: a key on each device, a row in the directory, and the right to be forgotten. */
import type { Page } from "@playwright/test";
import { filesWith } from "../fixtures/disk";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";

const { me } = words.fr;
/** A name that stands nowhere else. */
const PLANTED = "Zébuline-Quasar";

test("a name and a few words are read by the others, also when their author is not there; offline they wait", async ({
  alice,
  bob,
  server,
}) => {
  const commons = await alice.startCommons("Annuaire");
  const path = commons.path;
  await alice.installs();
  await server.kill();
  const profile = await alice.open("/me");
  await expect(profile.getByRole("textbox", { name: alice.words.nameField })).toHaveValue("Alice");
  await profile.getByLabel(me.words).fill("Je cartographie les fontaines.");
  await profile.getByRole("button", { name: me.save }).click();
  await expect(profile.getByText(me.waits)).toBeVisible();
  await server.resume();
  await expect(profile.getByText(me.said)).toBeVisible();
  await commons.says("server");
  await alice.context.close();

  const his = await bob.openCommons(path);
  await his.page.getByRole("link", { name: bob.words.whoIsHere }).click();
  const card = his.page.getByRole("listitem").filter({ hasText: "Alice" });
  await expect(card.getByText("Je cartographie les fontaines.")).toBeVisible();
});

test("a name that is given before the device has answered is kept", async ({ alice }) => {
  // The device's store is being laid out, and answers nobody meanwhile.
  await alice.context.addInitScript(() => {
    if (location.protocol === "about:" || sessionStorage.getItem("released")) return;
    const opening = indexedDB.open("boucle", 1);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore("busy");
      const goOn = () => {
        if (sessionStorage.getItem("released")) opening.transaction?.abort();
        else store.get(1).onsuccess = goOn;
      };
      goOn();
    };
  });
  const landing = await alice.visit();
  await landing.isReady();
  await landing.nameButton.click();
  await landing.nameDialog.getByLabel(alice.words.nameField).fill("Alice");
  await landing.nameDialog.getByRole("button", { name: alice.words.nameSave }).click();
  await expect(landing.nameDialog).toBeHidden();
  await landing.page.evaluate(() => sessionStorage.setItem("released", "yes"));
  await expect(landing.nameButton).toContainText("Alice");
  await landing.page.reload();
  await expect(landing.nameButton).toContainText("Alice");
});

test("what is too long, and a name that is missing, say so in place and keep what was typed", async ({ alice }) => {
  const page = await alice.open("/me");
  const name = page.getByRole("textbox", { name: alice.words.nameField });
  // What the server drew hears nothing before the module has woken it.
  await expect(async () => {
    await name.fill("");
    await name.fill("é".repeat(65));
    await expect(page.getByRole("alert").filter({ hasText: me.longName })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByLabel(me.words).fill("é".repeat(281));
  await expect(page.getByRole("alert").filter({ hasText: me.longWords })).toBeVisible();
  await page.getByRole("button", { name: me.save }).click();
  await expect(name).toHaveValue("é".repeat(65));
  await name.fill(" ");
  await expect(page.getByRole("alert").filter({ hasText: me.noName })).toBeVisible();
});

test("a planted name is found nowhere after “forget me”", async ({ alice, bob, chloe, server }) => {
  const landing = await alice.visit();
  await landing.introduce(PLANTED);
  const commons = await landing.open("Oubli");
  const path = commons.path;
  const meetup = await commons.prepare("Oublier");
  await meetup.moveTo(alice.words.phases[1]);
  await meetup.says("server");
  const his = await bob.openCommons(path);
  await his.page.getByRole("link", { name: bob.words.whoIsHere }).click();
  await expect(his.page.getByText(PLANTED)).toHaveCount(2);
  await expect.poll(() => keptBy(his.page)).toContain(PLANTED);
  expect(filesWith(server.data, PLANTED), "the directory has it").not.toEqual([]);
  await bob.context.setOffline(true);

  const page = await alice.open("/me");
  // What the server drew hears nothing before the module has woken it.
  await expect(page.getByRole("textbox", { name: alice.words.nameField })).toHaveValue(PLANTED);
  await page.getByRole("button", { name: me.forgetButton }).click();
  const question = page.getByRole("dialog", { name: me.forgetAsk });
  await expect(question.getByText(me.forgetStays)).toBeVisible();
  await question.getByRole("button", { name: me.forgetButton }).click();
  await expect(page.getByText(me.forgotten)).toBeVisible();
  await expect.poll(() => keptBy(page)).not.toContain(PLANTED);
  for (const open of alice.context.pages()) await open.close();

  expect(filesWith(server.data, PLANTED), "nowhere in the data folder").toEqual([]);
  expect(server.log, "nor in the log").not.toContain(PLANTED);
  // Other people's caches forget as soon as they come back.
  await bob.context.setOffline(false);
  await his.page.reload();
  await expect(his.page.getByRole("region", { name: bob.words.people(1) })).toBeVisible();
  await expect.poll(() => keptBy(his.page)).not.toContain(PLANTED);
  await expect(his.page.getByText(PLANTED)).toHaveCount(0);
  // So a fresh client never hears of it.
  const theirs = await chloe.openCommons(path);
  await theirs.page.getByRole("link", { name: chloe.words.whoIsHere }).click();
  await theirs.says("server");
  await expect(theirs.page.getByText(chloe.words.authors)).toBeVisible();
  expect(await theirs.page.content()).not.toContain(PLANTED);
  expect(await keptBy(theirs.page)).not.toContain(PLANTED);
  await server.kill();
  await server.resume();
  expect(filesWith(server.data, PLANTED), "nor after a restart").toEqual([]);
});

test("a second device is the same person, by a code that counts for a while and asks first", async ({ alice, browser, server, language }) => {
  const landing = await alice.visit();
  await landing.introduce("Alice");
  const page = await alice.open("/me");
  await expect(page.getByRole("textbox", { name: alice.words.nameField })).toHaveValue("Alice");
  await page.getByRole("button", { name: me.show }).click();
  await expect(page.getByRole("img", { name: me.qr })).toBeVisible();
  const link = await page.getByLabel(me.codeLink).inputValue();
  await page.getByRole("button", { name: me.hide }).click();
  await expect(page.getByLabel(me.codeLink)).toBeHidden();

  const phone = await Person.arrive("Bob", browser, server, language, { viewport: { width: 320, height: 640 } });
  const there = await phone.open("/");
  for (const [code, says] of [
    ["#nonsense", me.notOurs],
    [`#${new URL(link).hash.slice(3)}`, me.notOurs],
    [`${new URL(link).hash.split(".")[0]}.1`, me.expired],
  ] as const) {
    await there.goto(new URL(`/me${code}`, phone.address).href);
    await there.reload();
    await there.goto(new URL("/", phone.address).href);
    await there.goto(new URL(`/me${code}`, phone.address).href);
    await expect(there.getByText(says), code).toBeVisible();
  }
  await there.goto(new URL("/", phone.address).href);
  await there.goto(link);
  await expect(there.getByRole("dialog", { name: me.arrival })).toBeVisible();
  expect(there.url(), "the secret has left the address bar").not.toContain("#");
  await there.getByRole("button", { name: me.join }).click();
  await expect(there.getByRole("textbox", { name: phone.words.nameField })).toHaveValue("Alice");

  // Two devices, one person.
  const commons = await (await alice.visit()).open("Deux appareils");
  const path = commons.path;
  const theirs = await phone.openCommons(path);
  await theirs.says("server");
  await expect(theirs.page.getByText(phone.words.people(1)).first()).toBeVisible();
  await phone.context.close();
});

/** All that this browser keeps of people, as text. */
async function keptBy(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opened = indexedDB.open("boucle");
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const names = [...opened.result.objectStoreNames];
          const reading = opened.result.transaction(names);
          const all = names.map((name) => reading.objectStore(name).getAll());
          reading.oncomplete = () => {
            opened.result.close();
            const text = (value: unknown): string => {
              if (value instanceof Uint8Array) return new TextDecoder().decode(value);
              if (typeof value === "object" && value !== null) return Object.values(value).map(text).join(" ");
              const plain = String(value);
              // What is to be said yet is kept as hexadecimal digits.
              const bytes = /^(?:[0-9a-f]{2})+$/u.test(plain) ? plain.match(/../gu) : null;
              return bytes ? new TextDecoder().decode(Uint8Array.from(bytes, (pair) => Number.parseInt(pair, 16))) : plain;
            };
            resolve(all.flatMap((request) => request.result.map(text)).join("\n"));
          };
        };
      }),
  );
}
