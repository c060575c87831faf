// Discussions between people in windows of their own, with JavaScript and without.
import { expect, signIn, test, title, violations } from "../support/site.mjs";
import { press as pressKey, signInByKeys, tabTo } from "../support/keyboard.mjs";
import { address, ask, drafts, field, help, message, number, press, reply, saying, sendButton, words } from "../support/discussions.mjs";

test("a question is answered from another window, and the answer found @plain @windows", async ({ page, other, plain }) => {
  const isAccessible = async (window) => {
    if (!plain) expect(await violations(window)).toEqual([]);
  };
  const name = title("Un câble qui manque");
  const answer = title("Derrière l’armoire");
  await signIn(page, "enseignante", help);
  const topic = await ask(page, name, "Il en faut un de cinq mètres, pour lundi.");
  await isAccessible(page);

  await signIn(other, "enseignant", help);
  await other.getByRole("link", { name, exact: true }).click();
  await reply(other, answer);
  await isAccessible(other);

  // In the first window, nobody has touched anything.
  if (plain) {
    await expect(saying(page, answer)).toHaveCount(0);
    await page.reload();
  } else {
    await expect(page.getByText(words.oneNew)).toBeVisible();
    await page.getByRole("link", { name: words.showNew }).click();
  }
  await expect(message(page, 2)).toContainText(answer);

  await press(message(page, 2), words.answers, () => message(page, 2).getByText(words.answered));
  await press(message(page, 2), words.thanks, () => message(page, 2).getByRole("button", { name: words.thanks, pressed: true }));
  await other.reload();
  await expect(message(other, 2)).toContainText(words.answered);
  await expect(message(other, 2)).toContainText(/Merci\s*1/);

  // A draft with a quotation is kept, found again, and sent.
  await message(other, 1).getByRole("link", { name: words.quote }).click();
  await expect(field(other)).toHaveValue(/^> [^]*cinq mètres/);
  const rest = title("Je l’apporte");
  await field(other).fill(`${await field(other).inputValue()}\n\n${rest}`);
  await other.getByRole("button", { name: words.keep }).click();
  await expect(other.getByText(words.kept)).toBeVisible();
  await other.goto(drafts);
  await expect(other.locator("main")).toContainText(rest);
  await isAccessible(other);
  await other.goto(topic);
  await expect(field(other)).toHaveValue(new RegExp(rest));
  await sendButton(other).click();
  await expect(message(other, 3).locator("blockquote")).toContainText("cinq mètres");
  await expect(message(other, 3)).toContainText(rest);
  await other.goto(drafts);
  await expect(other.locator("main")).not.toContainText(rest);
});

test("what is written in a topic that closes meanwhile is kept @plain @windows", async ({ page, other }) => {
  await signIn(other, "animatrice", help);
  const topic = await ask(other, title("Dernières nouvelles"), "Je fermerai ce sujet ce soir.");
  await signIn(page, "enseignant", topic);
  const late = title("Encore un mot");
  await field(page).fill(late);

  await other.goto(`/echanges/sujets/${number(topic)}/reglages`);
  await other.getByRole("button", { name: words.lock }).click();
  await expect(other.getByRole("button", { name: words.lock })).toHaveCount(0);

  await sendButton(page).click();
  await expect(page.locator("h1")).toHaveText(words.closedMeanwhile);
  await page.goto(drafts);
  await expect(page.locator("main")).toContainText(late);
  await page.goto(topic);
  await expect(saying(page, late)).toHaveCount(0);
  await expect(sendButton(page)).toHaveCount(0);
});

test("a message that is reported and hidden leaves its place, and is found nowhere @plain @windows", async ({ page, other, plain }) => {
  const isAccessible = async (window) => {
    if (!plain) expect(await violations(window)).toEqual([]);
  };
  const word = title("Zizanie").replace(" ", "");
  await signIn(page, "enseignante", help);
  const topic = await address(page, help, "Vidéoprojecteur");
  await page.goto(topic);
  await reply(page, `Vous n’y connaissez rien, ${word}.`);
  const place = await saying(page, word).getAttribute("id");

  await signIn(other, "enseignant", topic);
  await other.locator(`#${place}`).getByRole("link", { name: words.report }).click();
  await expect(other.locator("main")).toContainText(word);
  await other.locator("input[name=reason][value=insult]").check();
  await other.locator("textarea[name=note]").fill("Ce n’est pas une réponse.");
  await isAccessible(other);
  await other.getByRole("button", { name: words.sendReport }).click();
  await expect(other.locator("h1")).toContainText("Merci");

  await signIn(page, "animatrice", "/animation/signalements");
  await expect(page.locator("main")).toContainText(word);
  await isAccessible(page);
  await page.goto(topic);
  await page.locator(`#${place}`).getByRole("link", { name: words.moderate }).click();
  await page.locator("select[name=reason]").selectOption("insult");
  await page.locator("textarea[name=words]").fill("On peut ne pas être d’accord sans blesser.");
  await isAccessible(page);
  await page.getByRole("button", { name: words.hide }).click();
  await expect(page.getByRole("button", { name: words.hide })).toHaveCount(0);

  await other.goto(topic);
  await expect(other.locator(`#${place}`)).toHaveText(new RegExp(words.gone));
  for (const path of [topic, help, "/echanges", `/recherche?q=${word}`]) {
    await other.goto(path);
    // A search says again what was searched for, and nothing of what stood beside it.
    await expect(other.locator("main").getByText(`rien, ${word}`), path).toHaveCount(0);
  }
  // Whoever wrote it reads it still, and why it was hidden.
  await signIn(page, "enseignante", topic);
  await expect(page.locator(`#${place}`)).toContainText(word);
  await page.goto("/moi/moderation");
  await expect(page.locator("main")).toContainText("sans blesser");
  await isAccessible(page);
});

test("a reply is written and sent by keyboard alone", async ({ page }) => {
  const topic = await address(page, help, "Radio");
  const text = title("Écrit sans souris");
  await signInByKeys(page, "enseignant", topic);
  await tabTo(page, field(page));
  await page.keyboard.insertText(text);
  await pressKey(page, sendButton(page));
  await expect(saying(page, text)).toBeVisible();
  await expect(page).toHaveURL(/#message-\d+$/);
});

test("what is typed keeps itself, and is there after a reload @windows", async ({ page }) => {
  const text = title("Pas encore fini");
  await signIn(page, "enseignante", help);
  const topic = await address(page, help, "Radio");
  await page.goto(topic);
  await field(page).fill(text);
  await expect(page.getByText(words.keptAlone)).toBeVisible();
  await page.reload();
  await expect(field(page)).toHaveValue(text);
  // Left before its time, it is kept on the way.
  const rest = title("Ni maintenant");
  await field(page).fill(`${text} ${rest}`);
  await expect(async () => {
    await page.goto(drafts);
    await expect(page.locator("main")).toContainText(rest, { timeout: 500 });
  }).toPass();
  await page.goto(topic);
  await sendButton(page).click();
  await expect(saying(page, rest)).toBeVisible();
  await page.goto(drafts);
  await expect(page.locator("main")).not.toContainText(rest);
});

test("a name is completed by keyboard", async ({ page }) => {
  await signIn(page, "enseignant", help);
  await page.goto(await address(page, help, "Radio"));
  const list = page.getByRole("listbox");
  const option = (selected) => list.getByRole("option", { selected });
  await field(page).pressSequentially("Merci @ine");
  await expect(option(true)).toHaveText("Inès Caradec");
  await expect(field(page)).toHaveAttribute("aria-activedescendant", "personne-0");
  await expect(field(page)).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(field(page)).toHaveValue("Merci @Inès Caradec ");
  await expect(list).toBeHidden();
  await page.keyboard.type("et @in");
  await expect(option(true)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(field(page)).toHaveValue("Merci @Inès Caradec et @in");
});

test("a message that is hidden leaves the pages that show it @windows", async ({ page, other }) => {
  const word = title("Esclandre").replace(" ", "");
  await signIn(page, "enseignante", help);
  const topic = await address(page, help, "Vidéoprojecteur");
  await page.goto(topic);
  await reply(page, `Rien à voir, ${word}.`);
  const place = await saying(page, word).getAttribute("id");
  await signIn(other, "enseignant", topic);
  await expect(other.locator(`#${place}`)).toContainText(word);
  await field(other).fill("Je réponds");

  await signIn(page, "animatrice", topic);
  await page.locator(`#${place}`).getByRole("link", { name: words.moderate }).click();
  await page.locator("select[name=reason]").selectOption("insult");
  await page.locator("textarea[name=words]").fill("Restons au sujet.");
  await page.getByRole("button", { name: words.hide }).click();
  await expect(page.getByRole("button", { name: words.hide })).toHaveCount(0);

  // In the other window, nobody has touched anything.
  await expect(other.locator(`#${place}`)).toHaveText(new RegExp(words.gone));
  await expect(field(other)).toHaveValue("Je réponds");
});

test("how many notices wait, and what comes into a space, is said while a page is open @windows", async ({ page, other, context }) => {
  const name = title("Qui a une rallonge");
  await signIn(other, "enseignant", help);
  const topic = await ask(other, name, "Pour demain.");
  await other.goto("/projets");
  const bell = other.locator("[data-notices]");
  const before = (await bell.textContent()) ?? "";
  await signIn(page, "enseignante", help);
  // The page of the space stays open while she answers in another.
  const writer = await context.newPage();
  await writer.goto(topic);
  await reply(writer, title("Moi"));
  await expect(bell).not.toHaveText(before);
  await expect(other.locator(".bell")).toHaveAttribute("aria-label", /Notifications \(/);
  await expect(page.locator(".live")).toContainText(words.oneNew);
  await page.locator(".live").getByRole("link", { name: words.show }).click();
  await expect(page.locator(".live")).not.toContainText(words.oneNew);
  await expect(page.locator("main")).toContainText(name);
});
