/** The example: the founding text’s own community, in a sandbox that a visitor can change and reset. */
import { expect, test } from "../fixtures/test";
import { words } from "../fixtures/words";
import { Talks } from "../pages/talks";

test("a visitor walks through the example, changes it, finds it changed, and begins it again; nothing of it reaches the server", async ({
  alice,
  server,
}) => {
  const { example, journal, phases } = words.fr;
  const landing = await alice.visit();
  await landing.introduce("Alice");
  await landing.page.getByRole("button", { name: example.visit }).click();
  const commons = alice.commonsAt(landing.page);
  await commons.isOpen();
  await expect(commons.name).toHaveValue("Meetup Carto Paris");
  await commons.isAt("Relier nos cartes", phases[0]);
  await expect(commons.station("Cartographier les communs", phases[4]).getByRole("link")).toHaveAccessibleName(/c’est fait/u);
  await expect(commons.page.getByText(example.chip)).toBeVisible();
  await commons.page.getByRole("link", { name: journal.title }).last().click();
  await expect(commons.page.getByRole("listitem").filter({ hasText: "Inès" }).first()).toBeVisible();
  await commons.page.goBack();
  await commons.isOpen();

  await commons.name.fill("Notre exemple");
  await commons.name.press("Enter");
  const meetup = await commons.prepare("Le troisième");
  await commons.page.getByRole("link", { name: alice.words.thePad }).click();
  await meetup.append("Dans le bac à sable.");
  await meetup.reads("Dans le bac à sable.");
  const path = commons.path;
  await commons.page.goto(new URL("/", commons.page.url()).href);
  await landing.isReady();
  await landing.page.getByRole("button", { name: example.visit }).click();
  await commons.isOpen();
  await expect(commons.name).toHaveValue("Notre exemple");
  await expect(commons.edition("Le troisième")).toBeVisible();
  expect(await server.html(path.replace(/\/m\/.*/u, "")), "the server has nothing of it").toContain(alice.words.unknownCommons);

  await commons.page.getByRole("button", { name: example.reset }).click();
  await expect(commons.name).toHaveValue("Meetup Carto Paris");
  await expect(commons.edition("Le troisième")).toBeHidden();
});

test("without a network and without an example here, the button says what is missing", async ({ alice, server }) => {
  const { example } = words.fr;
  const landing = await alice.visit();
  await landing.isReady();
  await alice.installs();
  await server.kill();
  await landing.page.getByRole("button", { name: example.visit }).click();
  await expect(landing.page.getByRole("alert").filter({ hasText: example.noNetwork })).toBeVisible();
  await expect(landing.page.getByRole("button", { name: example.visit })).toBeEnabled();
});

/** Found by reading: the directory was asked about a name of the example, lacked it, and was told. */
test("a name that is given in the example never leaves the device, whatever is opened after it", async ({ alice, bob }) => {
  const { example, phases } = words.fr;
  const theirs = await bob.startCommons("Ailleurs");
  const landing = await alice.visit();
  await landing.introduce("Alice");
  await landing.isReady();
  const sent: string[] = [];
  alice.context.on("request", (request) => sent.push(`${request.url()} ${request.postDataBuffer()?.toString("utf8") ?? ""}`));
  await landing.page.getByRole("button", { name: example.visit }).click();
  const commons = alice.commonsAt(landing.page);
  await commons.isOpen();
  await commons.station("Relier nos cartes", phases[0]).getByRole("link").click();
  const meetup = new URL(commons.page.url()).pathname.replace("/co-construction", "");
  const talks = await Talks.of(alice, meetup);
  await talks.proposes("Les fontaines", "Zoé Quasar");
  await expect(talks.status("Zoé Quasar")).toBeVisible();
  // In a commons that others share the directory is asked about everybody this device knows.
  const asked = alice.context.waitForEvent("request", (request) => new URL(request.url()).pathname === "/people");
  await alice.page.goto(new URL(`${theirs.path}/community`, alice.address).href);
  await asked;
  await expect(alice.page.getByText("Bob").first()).toBeVisible();
  expect(sent.filter((text) => text.includes("Zoé"))).toEqual([]);
});
