/** Chloé reads without scripts, and nothing that anybody types can run, anywhere. */
import type { Page } from "@playwright/test";
import { Person } from "../fixtures/person";
import { expect, test } from "../fixtures/test";

const prose = [
  "# Bienvenue",
  "",
  "Le **PAD** est _collectif_ : [la carto](https://carto.example/meta), `code`, ~~barré~~.",
  "",
  "- s’inscrire",
  "- participer",
  "",
  "1. préparer",
  "2. vivre",
  "",
  "- [ ] à faire",
  "- [x] fait",
  "",
  "> La boucle est bouclée !",
].join("\n");

const hostile = [
  "<script>document.title = 'piraté'</script>",
  "<img src=x onerror=\"document.title = 'piraté'\">",
  "<svg onload=\"document.title = 'piraté'\"><a href=\"javascript:document.title='piraté'\">svg</a></svg>",
  "<iframe srcdoc=\"<script>parent.document.title='piraté'</script>\"></iframe>",
  "[un lien](javascript:document.title='piraté') [un autre](JaVaScRiPt&colon;document.title='piraté')",
  "[données](data:text/html,<script>document.title='piraté'</script>) ![image](javascript:document.title='piraté')",
  "<javascript:document.title='piraté'>",
  "</script><script>document.title = 'piraté'</script>",
];

test("Chloé with scripts disabled reads the title and the rendered pad", async ({ alice, browser, server, language }) => {
  const meetup = await alice.startMeetup("Meta-Organisation d’un meetup");
  await paste(meetup.pad, prose);
  await meetup.says("server");

  const chloe = await Person.arrive("Chloé", browser, server, language, { javaScriptEnabled: false });
  await expect.poll(() => server.html(meetup.path)).toContain("La boucle est bouclée");
  const page = await chloe.open(meetup.path);
  await expect(page.getByRole("heading", { level: 1, name: "Meta-Organisation d’un meetup" })).toBeVisible();
  const read = page.getByRole("tabpanel");
  await expect(read.getByRole("heading", { level: 2, name: "Bienvenue" })).toBeVisible();
  await expect(read.getByText("PAD")).toBeVisible();
  await expect(read.getByRole("link", { name: "la carto" })).toHaveAttribute("href", "https://carto.example/meta");
  await expect(read.getByRole("list")).toHaveCount(3);
  await expect(read.getByRole("listitem")).toHaveCount(6);
  await expect(read.getByRole("checkbox", { name: "fait", exact: true })).toBeChecked();
  await expect(read.getByRole("checkbox", { name: "à faire" })).not.toBeChecked();
  await expect(read.getByRole("blockquote")).toHaveText("La boucle est bouclée !");
  await expect(page.getByRole("textbox", { name: chloe.words.pad }), "nothing is offered that would not work").toBeHidden();
  await expect(page.getByRole("button", { name: chloe.words.yourName })).toBeHidden();
  await expect(page.getByText(chloe.words.opening), "nothing is said that is not so").toBeHidden();
  expect(await page.title()).toBe("Meta-Organisation d’un meetup · Boucle");
  const withoutScripts = await read.innerText();

  expect((await meetup.readingText()).trim()).toBe(withoutScripts.trim());
  expect(chloe.vigilance.troubles).toEqual([]);
  await chloe.context.close();
});

test("the landing page without scripts says what Boucle is and what it needs, and offers nothing that would not answer", async ({ browser, server, language }) => {
  const chloe = await Person.arrive("Chloé", browser, server, language, { javaScriptEnabled: false });
  const page = await chloe.open("/");
  await expect(page.getByRole("heading", { level: 1, name: chloe.words.landing })).toBeVisible();
  await expect(page.getByText(chloe.words.needsScripts)).toBeVisible();
  for (const role of ["button", "textbox", "form"] as const) await expect(page.getByRole(role)).toHaveCount(0);
  await chloe.context.close();
});

test("<script>, onerror and javascript: typed into the pad are inert in the editor, the reading view and the server’s page", async ({
  alice,
  bob,
  server,
}) => {
  const hers = await alice.startMeetup("Inerte <script>document.title='piraté'</script>");
  for (const line of hostile) await hers.append(`${line}\n\n`);
  const typed = hostile.map((line) => `${line}\n\n`).join("");
  await hers.reads(typed);
  await hers.says("server");
  await expect.poll(() => server.html(hers.path)).toContain("data:text/html");

  await hers.readTab.click();
  await isInert(hers.page);
  await expect(hers.reading).toContainText("<script>document.title = 'piraté'</script>");

  const his = await bob.join(hers.path);
  await his.reads(typed);
  await isInert(his.page);
  await his.readTab.click();
  await isInert(his.page);
  // The server's page once more, as the browser parses it before the module wakes.
  const html = await server.html(hers.path);
  const fresh = await bob.context.newPage();
  await fresh.setContent(html.replace(/<script type="module".*?<\/script>/su, ""));
  await isInert(fresh);
});

/** Nothing ran, and nothing stands in the page that would run when it is touched. */
async function isInert(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const roots: ParentNode[] = [document, ...[...document.querySelectorAll("*")].flatMap((e) => e.shadowRoot ?? [])];
    const every = roots.flatMap((root) => [...root.querySelectorAll("*")]);
    const inMain = every.filter((element) => element.closest("main") ?? element.getRootNode() !== document);
    return {
      handlers: every.filter((e) => e.getAttributeNames().some((name) => name.startsWith("on"))).map((e) => e.outerHTML),
      foreign: inMain.filter((e) => e.matches("script, img, iframe, object, embed, svg[onload], form[action]")).map((e) => e.outerHTML),
      links: every
        .flatMap((e) => [e.getAttribute("href"), e.getAttribute("src")])
        .filter((address) => address !== null && /^\s*(javascript|data|vbscript):/iu.test(address)),
    };
  });
  expect(found).toEqual({ handlers: [], foreign: [], links: [] });
  expect(await page.title()).not.toBe("piraté");
  for (const link of await page.getByRole("tabpanel").getByRole("link").all()) {
    await expect(link).toHaveAttribute("href", /^(https?:|mailto:)/u);
  }
}

/** Pastes, as somebody does who brings a text along. */
async function paste(field: import("@playwright/test").Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
