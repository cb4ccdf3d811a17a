/** The board of the bilan: cards that wait, are shown, put together, given points and decided. */
import { filesWith } from "../fixtures/disk";
import { expect, test } from "../fixtures/test";
import { Board } from "../pages/board";

/** What stands nowhere else. */
const SECRET = "Zanzibar-Quetsche";

test("a draft leaves its device by no socket and no disk until all are shown, also while its author is away", async ({
  alice,
  bob,
  server,
}) => {
  const { path } = await alice.startMeetup("Recueillir");
  await bob.joinByName(path);
  const frames: string[] = [];
  alice.page.on("websocket", (socket) => {
    socket.on("framesent", ({ payload }) => frames.push(Buffer.from(payload).toString("latin1")));
  });
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  await hers.write(1, SECRET);
  await hers.write(0, `${SECRET} gardée`);
  await his.write(2, "Un micro");
  for (const board of [hers, his]) await board.waits(3, 2);
  await expect(his.draft("Un micro")).toBeVisible();
  await expect(his.draft(SECRET)).toHaveCount(0);
  await hers.page.reload();
  await expect(hers.draft(`${SECRET} gardée`)).toBeVisible();
  expect(frames.join("").includes(SECRET), "a frame with a draft in it").toBe(false);
  expect(filesWith(server.data, SECRET)).toEqual([]);
  expect(await server.html(`${path}/bilan`)).not.toContain(SECRET);

  // Bob shows all cards while Alice is away; hers come when she does, once.
  await alice.context.setOffline(true);
  await his.next();
  await his.isAt(1);
  await expect(his.card("Un micro")).toBeVisible();
  await expect(his.card(SECRET)).toHaveCount(0);
  await alice.context.setOffline(false);
  await hers.isAt(1);
  for (const board of [hers, his]) {
    await expect(board.card(SECRET)).toHaveCount(2);
    await expect(board.card("Un micro")).toHaveCount(1);
  }
  await hers.page.reload();
  await hers.isAt(1);
  await expect(hers.card(SECRET)).toHaveCount(2);
  await expect(his.card(`${SECRET} gardée`).getByText(his.words.board.by("Alice"))).toBeVisible();
  await expect.poll(() => server.html(`${path}/bilan`)).toContain(SECRET);
  // It would have been found: once it is shown, it is there.
  expect(frames.join("").includes(SECRET), "a frame with the card in it").toBe(true);
  await expect.poll(() => filesWith(server.data, SECRET)).not.toEqual([]);
});

test("a draft is changed, taken back and put back; one that is too long stays as it was typed", async ({ alice }) => {
  const { path } = await alice.startMeetup("Brouillons");
  const board = await Board.of(alice, path);
  const { words } = board;
  await board.write(0, "La soupe");
  await expect(board.region.getByText(words.board.hereOnly)).toBeVisible();
  const field = board.draft("La soupe").getByRole("textbox", { name: words.board.draft });
  await field.fill("La soupe de potimarron");
  await field.press("Enter");
  await board.waits(1, 1);
  await board.draft("potimarron").getByRole("button", { name: words.board.takeAway("La soupe de potimarron") }).click();
  await board.waits(0, 0);
  await board.button(words.board.putBack("La soupe de potimarron")).click();
  await expect(board.draft("potimarron")).toBeVisible();
  await board.waits(1, 1);
  const long = "é".repeat(201);
  await board.field(1).fill(long);
  await board.field(1).press("Enter");
  await expect(board.region.getByRole("alert").filter({ hasText: words.board.tooLong })).toBeVisible();
  await expect(board.field(1)).toHaveValue(long);
});

test("what is being typed stays when somebody else opens the next moments, and can still be added", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("En train d’écrire");
  await bob.joinByName(path);
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  await hers.field(0).pressSequentially("La soupe");
  await his.next();
  await hers.isAt(1);
  await expect(hers.field(0)).toHaveValue("La soupe");
  await his.next();
  await hers.isAt(2);
  await expect(hers.field(0)).toHaveValue("La soupe");
  await expect(hers.field(1)).toHaveCount(0);
  await hers.field(0).press("Enter");
  await expect(his.card("La soupe")).toBeVisible();
});

test("a draft that the browser does not keep is held by the page, also while one looks elsewhere in it", async ({ alice }) => {
  const { path } = await alice.startMeetup("Sans place");
  const board = await Board.of(alice, path);
  await board.write(0, "Gardée");
  await board.page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (typeof key === "string" && key.startsWith("drafts ")) throw new DOMException("no room", "QuotaExceededError");
      return put.call(this, value, key);
    };
  });
  await board.write(0, "Tenue par la page");
  await board.write(1, "Et celle-ci");
  await expect(board.draft("Tenue par la page")).toBeVisible();
  await board.page.getByRole("link", { name: board.words.thePad, exact: true }).click();
  await expect(board.page.getByRole("textbox", { name: board.words.pad })).toBeVisible();
  await board.page.goBack();
  await board.isOpen();
  for (const text of ["Gardée", "Tenue par la page", "Et celle-ci"]) await expect(board.draft(text)).toBeVisible();
  await board.next();
  for (const text of ["Gardée", "Tenue par la page", "Et celle-ci"]) await expect(board.card(text)).toBeVisible();
});

test("Alice and Bob group, vote and decide, one of them offline; every point counts once", async ({ alice, bob, chloe, server }) => {
  const meetup = await alice.startMeetup("Décider");
  const { path } = meetup;
  await bob.joinByName(path);
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  const { words } = hers;
  await hers.write(1, "On entendait mal au fond");
  await his.write(1, "Mal entendu depuis le bar");
  await his.write(2, "Louer un micro");
  await hers.write(2, "Des coussins");
  await hers.waits(4, 2);
  await hers.goesTo(2);
  await his.isAt(2);
  // A card that may say the same is suggested; Alice takes the suggestion, and names the group.
  await hers.region.getByRole("button", { name: words.board.join, exact: true }).first().click();
  await expect(his.region.getByRole("textbox", { name: words.board.group })).toHaveCount(1);
  const name = hers.region.getByRole("textbox", { name: words.board.group });
  await name.fill("Le son");
  await name.press("Enter");
  await expect(his.region.getByRole("textbox", { name: words.board.group })).toHaveValue("Le son");
  // Taken apart by Bob, and back by his undo.
  await his.button(words.board.takeApart).click();
  await expect(name).toHaveCount(0);
  await his.undo.click();
  await expect(name).toHaveValue("Le son");

  await hers.next();
  await his.isAt(3);
  await bob.context.setOffline(true);
  await his.votesFor("Le son");
  await his.votesFor("Le son");
  await his.votesFor("Louer un micro");
  await expect(his.region.getByText(words.board.left(0), { exact: true })).toBeVisible();
  await expect(his.region.getByRole("button", { name: words.board.oneMore("Des coussins") })).toBeDisabled();
  await hers.votesFor("Louer un micro");
  await hers.votesFor("Louer un micro");
  await expect(hers.region.getByText(words.board.left(1), { exact: true })).toBeVisible();
  await bob.context.setOffline(false);
  for (const board of [hers, his]) await expect(board.region.getByText(words.board.given(5, 2), { exact: true })).toBeVisible();
  await his.region.getByRole("button", { name: words.board.oneLess("Le son") }).click();
  await expect(hers.region.getByText(words.board.given(4, 2), { exact: true })).toBeVisible();

  await hers.next();
  const heaps = hers.region.locator(".board__heap");
  await expect(heaps.nth(0)).toContainText(words.board.points(3));
  await expect(heaps.nth(0).getByRole("listitem", { name: "Louer un micro" })).toBeVisible();
  await hers.answers("Louer un micro", "Mal entendu depuis le bar");
  await hers.decides("Louer un micro");
  await hers.card("Louer un micro").getByRole("button", { name: words.board.own }).click();
  await his.decides("Des coussins", "aside");
  await expect(hers.decision("Des coussins", "aside")).toHaveAttribute("aria-pressed", "true");
  await expect(his.card("Louer un micro")).toContainText(words.board.answers("Mal entendu depuis le bar"));

  // Closed, nothing moves in it; opened again, it does.
  await hers.next();
  await his.isAt(5);
  await expect(his.decision("Des coussins", "aside")).toBeDisabled();
  await his.button(words.board.reopen).click();
  await hers.isAt(4);
  await expect(his.decision("Des coussins", "aside")).toBeEnabled();

  await expect.poll(() => server.html(`${path}/bilan`)).toContain("Louer un micro");
  const context = await chloe.context.browser()?.newContext({ javaScriptEnabled: false, locale: "fr-FR" });
  const page = await context?.newPage();
  await page?.goto(new URL(`${path}/bilan`, server.address).href);
  await expect(page!.getByRole("listitem", { name: "Louer un micro" })).toContainText("Louer un micro");
  await context?.close();
});

test("whoever leads opens the moments and sets the timer; two moments opened at once are a choice", async ({ alice, bob }) => {
  const meetup = await alice.startMeetup("Animer");
  const { path } = meetup;
  await bob.joinByName(path);
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  const { words } = hers;
  await hers.button(words.board.lead).click();
  await expect(hers.region.getByText(words.board.youLead)).toBeVisible();
  await expect(his.region.getByText(words.board.leads("Alice"))).toBeVisible();
  await expect(his.region.getByRole("button", { name: words.board.goOn })).toBeHidden();

  const minutes = hers.region.getByLabel(words.board.minutes);
  await minutes.fill("200");
  await minutes.press("Enter");
  await expect(hers.region.getByRole("alert").filter({ hasText: words.board.wrongMinutes })).toBeVisible();
  await expect(minutes).toHaveValue("200");
  await minutes.fill("5");
  await minutes.press("Enter");
  await expect(his.region.getByRole("timer")).toHaveText(/^(4 min \d\d|5 min 00) s$/u);
  await hers.button(words.board.stop).click();
  await expect(his.region.getByRole("timer")).toBeHidden();

  // Bob takes the lead, which is asked; offline, both lead.
  await alice.context.setOffline(true);
  await his.button(words.board.takeOver).click();
  await his.page.getByRole("dialog").getByRole("button", { name: words.board.takeOver }).click();
  await expect(his.region.getByText(words.board.youLead)).toBeVisible();
  await his.goesTo(2);
  await hers.next();
  await hers.isAt(1);
  await alice.context.setOffline(false);
  for (const board of [hers, his]) {
    await expect(board.region.getByRole("heading", { name: words.board.twoMoments })).toBeVisible();
  }
  const choice = his.region.getByRole("listitem").filter({ hasText: words.board.moments[2] ?? "" });
  await choice.getByRole("button", { name: words.keepThis }).click();
  await hers.isAt(2);
  await expect(hers.region.getByRole("heading", { name: words.board.twoMoments })).toBeHidden();
});

test("a device whose clock is wrong shows a timer that is empty or full, and nothing ends by it", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Horloges");
  await bob.joinByName(path);
  await bob.page.clock.setFixedTime(new Date(Date.now() + 3 * 60 * 60 * 1_000));
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  const { words } = hers;
  await hers.region.getByLabel(words.board.minutes).fill("5");
  await hers.button(words.board.start).click();
  await expect(his.region.getByText("Le temps est écoulé.")).toBeVisible();
  await his.isAt(0);
  await his.write(0, "Écrite après l’heure");
  await hers.waits(1, 1);
  await expect(hers.region.getByRole("timer")).toHaveText(/^(4 min \d\d|5 min 00) s$/u);
});

test("in room mode, one device writes and votes for people who have none", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Dans la salle");
  await bob.joinByName(path);
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  const { words } = hers;
  await hers.region.getByText(words.board.voice).first().click();
  await hers.region.getByLabel(words.board.voiceName).fill("Zoé");
  await hers.button(words.board.voiceAdd).click();
  await hers.write(2, "Des chaises");
  await his.waits(1, 1);
  await hers.goesTo(3);
  await expect(his.card("Des chaises")).toContainText(words.board.by("Zoé"));
  await hers.votesFor("Des chaises");
  await hers.votesFor("Des chaises");
  await expect(hers.region.getByText("Il reste 1 point à Zoé.")).toBeVisible();
  await hers.region.getByRole("combobox", { name: words.board.voice }).selectOption({ label: "moi" });
  await expect(hers.region.getByText(words.board.left(3), { exact: true })).toBeVisible();
  await hers.votesFor("Des chaises");
  await expect(his.region.getByText(words.board.given(3, 2), { exact: true })).toBeVisible();
});

test("adopting before the vote is asked, possible, and noted", async ({ alice }) => {
  const { path } = await alice.startMeetup("Trop tôt");
  const board = await Board.of(alice, path);
  const { words } = board;
  await board.write(2, "Un micro");
  await board.goesTo(4);
  await board.decision("Un micro", "adopt").click();
  const dialog = board.page.getByRole("dialog");
  await dialog.getByRole("button", { name: words.notNow }).click();
  await expect(board.decision("Un micro", "adopt")).toHaveAttribute("aria-pressed", "false");
  await board.decides("Un micro");
  await expect(board.card("Un micro").getByText(words.board.early)).toBeVisible();
  await board.undo.click();
  await expect(board.decision("Un micro", "adopt")).toHaveAttribute("aria-pressed", "false");
});

test("a card that is edited while it is grouped and adopted keeps all three", async ({ alice, bob }) => {
  const meetup = await alice.startMeetup("À la fois");
  const { path } = meetup;
  await bob.joinByName(path);
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  const { words } = hers;
  await hers.write(2, "Un micro");
  await hers.write(2, "Une sono");
  await hers.goesTo(4);
  await his.isAt(4);
  await alice.context.setOffline(true);
  const text = hers.card("Un micro").getByRole("textbox", { name: words.board.card });
  await text.fill("Un micro sans fil");
  await text.press("Enter");
  await his.putWith("Un micro", "Une sono");
  await his.decides("Un micro");
  await alice.context.setOffline(false);
  for (const board of [hers, his]) {
    await expect(board.decision("Un micro sans fil", "adopt")).toHaveAttribute("aria-pressed", "true");
    await expect(board.region.getByRole("textbox", { name: words.board.group })).toHaveCount(1);
  }
});

test("a long board comes to each moment whole, and back, also when somebody goes on before it has", async ({ alice, bob }) => {
  const { path } = await alice.startMeetup("Beaucoup de cartes");
  await bob.joinByName(path);
  const hers = await Board.of(alice, path);
  const his = await Board.of(bob, path);
  const many = 30;
  for (let n = 0; n < many; n += 1) {
    await hers.field(1).fill(`Carte ${n}`);
    await hers.field(1).press("Enter");
  }
  await his.waits(many, 1);
  const cards = (board: Board) => board.region.locator("[id^=card-]");
  const ballots = (board: Board) => board.region.getByRole("group", { name: /Carte/u });
  await his.goesTo(1);
  for (const board of [hers, his]) await expect(cards(board)).toHaveCount(many);
  // Three moments at once: what is on its way to one of them comes to the last.
  for (let n = 0; n < 2; n += 1) await his.next();
  for (const board of [hers, his]) {
    await board.isAt(3);
    await expect(cards(board)).toHaveCount(many);
    await expect(ballots(board)).toHaveCount(many);
  }
  for (let n = 0; n < 2; n += 1) await his.back();
  for (const board of [hers, his]) {
    await board.isAt(1);
    await expect(cards(board)).toHaveCount(many);
    await expect(ballots(board)).toHaveCount(0);
    await expect(board.region.locator("[draggable]")).toHaveCount(0);
  }
});

test("a card is dragged onto another, and into a group", async ({ alice }) => {
  const { path } = await alice.startMeetup("À la souris");
  const board = await Board.of(alice, path);
  for (const text of ["Un micro", "Des chaises", "Une sono"]) await board.write(2, text);
  await board.goesTo(2);
  await board.drag("Une sono", board.card("Un micro"));
  const group = board.region.getByRole("textbox", { name: board.words.board.group });
  await expect(group).toBeVisible();
  const together = board.region.locator(".board__heap").filter({ has: board.page.getByRole("textbox", { name: board.words.board.group }) });
  await expect(together.getByRole("listitem", { name: /^Un(e sono| micro)$/u })).toHaveCount(2);
  await board.drag("Des chaises", group);
  await expect(together.getByRole("listitem", { name: "Des chaises" })).toBeVisible();
  await board.undo.click();
  await expect(together.getByRole("listitem", { name: "Des chaises" })).toHaveCount(0);
});

test("keyboard alone gathers, groups, votes and decides", async ({ alice }) => {
  const { path } = await alice.startMeetup("Au clavier");
  const board = await Board.of(alice, path);
  const { page, words } = board;
  const { keyboard } = page;
  /** Walks on with Tab until this has the focus. */
  const reaches = async (to: ReturnType<typeof board.field>, tries = 60) => {
    for (let n = 0; n < tries; n += 1) {
      if (await to.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press("Tab");
    }
    await expect(to).toBeFocused();
  };
  await board.field(2).focus();
  for (const text of ["Un micro", "Une sono"]) {
    await keyboard.type(text);
    await keyboard.press("Enter");
    await expect(board.draft(text)).toBeVisible();
    await expect(board.field(2)).toBeFocused();
  }
  const title = page.getByRole("heading", { name: words.board.title });
  for (const moment of [1, 2]) {
    await title.focus();
    await reaches(board.region.getByRole("button", { name: words.board.goOn }));
    await keyboard.press("Enter");
    await board.isAt(moment);
    await expect(title).toBeFocused();
  }
  await reaches(board.card("Une sono").getByText(words.board.more, { exact: true }));
  await keyboard.press("Enter");
  await reaches(board.card("Une sono").getByRole("button", { name: words.board.putWith }));
  await keyboard.press("Enter");
  await reaches(page.getByRole("dialog").getByRole("button", { name: "Un micro", exact: true }));
  await keyboard.press("Enter");
  const group = board.region.getByRole("textbox", { name: words.board.group });
  await expect(group).toBeVisible();
  // Who does not see it hears it.
  await expect(board.region.getByRole("status").filter({ hasText: words.board.isWith("Une sono", "Un micro") })).toHaveCount(1);
  await group.focus();
  await expect(group).toBeFocused();
  await keyboard.type("Le son");
  await keyboard.press("Enter");
  await title.focus();
  await reaches(board.region.getByRole("button", { name: words.board.goOn }));
  await keyboard.press("Enter");
  await board.isAt(3);
  await reaches(board.region.getByRole("button", { name: words.board.oneMore("Le son") }), 120);
  await keyboard.press("Space");
  await expect(board.region.getByText(words.board.left(2), { exact: true })).toBeVisible();
  await title.focus();
  await reaches(board.region.getByRole("button", { name: words.board.goOn }));
  await keyboard.press("Enter");
  await board.isAt(4);
  await reaches(board.decision("Un micro", "adopt"), 120);
  await keyboard.press("Space");
  await expect(board.decision("Un micro", "adopt")).toHaveAttribute("aria-pressed", "true");
});
