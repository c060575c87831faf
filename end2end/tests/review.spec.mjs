// A review is a conversation: a remark on a passage, an answer, other words proposed and taken, with JavaScript and without.
import { expect, signIn, test, title, violations } from "../support/site.mjs";
import { send, writeSheet } from "../support/sheets.mjs";

test("a passage is remarked on, answered, reworded and published @plain", async ({ page, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  const plain = javaScriptEnabled === false;
  const isAccessible = async () => {
    if (!plain) expect(await violations(page), page.url()).toEqual([]);
  };
  const name = title("Une mare dans la cour");
  await writeSheet(page, name);
  await send(page, page.locator(".editor-bar button[value=submit]"));
  await expect(page.locator(".badge")).toHaveText("En attente de relecture");
  const address = new URL(page.url()).pathname;
  const review = `/animation${address}`;

  await signIn(page, "animatrice", review);
  await page.locator(".passages > summary").click();
  if (plain) {
    await page.fill("#passages", "un litre d’eau");
  } else {
    await select(page, "#fiche-relue .prose p", "un litre d’eau");
    await page.getByRole("button", { name: "Reprendre les mots sélectionnés" }).click();
    await expect(page.locator("#passages")).toHaveValue("un litre d’eau");
    await expect(page.locator("#passage-1-remarque")).toBeFocused();
  }
  await page.fill("#passage-1-remarque", "Prélevé comment ?");
  await expect(page.locator("#passage-2")).toBeVisible();
  await expect(page.locator("#passage-3")).toBeHidden();
  await page.getByText("Joindre des phrases toutes faites").click();
  await page.locator("input[name=phrase]").first().check();
  await isAccessible();
  await send(page, page.locator("button[value=ask-changes]"));

  await signIn(page, "enseignante", address);
  const remark = page.locator(".remarks > li").filter({ hasText: "Prélevé comment ?" });
  await expect(remark.locator(".remark-passage")).toHaveText("un litre d’eau");
  await expect(page.locator(".remarks")).toContainText("Merci de cet envoi");
  await remark.getByText("Répondre").click();
  await isAccessible();
  await send(page, remark.getByRole("button", { name: "Envoyer la réponse" }));
  await expect(page.locator(".field-error")).toHaveText("Ce champ est nécessaire.");
  await page.locator("textarea[name=answer]:visible").fill("À l’épuisette.");
  await send(page, remark.getByRole("button", { name: "Envoyer la réponse" }));
  await expect(remark.locator(".remark-answers")).toContainText("À l’épuisette.");
  await send(page, remark.getByRole("button", { name: "C’est réglé" }));
  await expect(page.locator(".settled > summary")).toHaveText("Une remarque réglée");
  await send(page, page.getByRole("button", { name: "Renvoyer à l’animatrice" }));

  await signIn(page, "animatrice", review);
  await expect(page.locator(".remarks").first()).toContainText("Merci de cet envoi");
  await page.getByLabel("Qui suit cette relecture").selectOption({ index: 1 });
  await send(page, page.getByRole("button", { name: "Confier la relecture" }));
  await send(page, page.getByRole("link", { name: "Proposer des retouches du texte" }));
  await page.fill("#body", "Nous avons pris un litre d’eau à l’épuisette.");
  await page.fill("#duration", "Une semaine");
  await isAccessible();
  await send(page, page.getByRole("button", { name: "Envoyer ces retouches" }));

  await signIn(page, "enseignante", address);
  await send(page, page.getByRole("link", { name: "Retouches proposées par" }));
  await expect(page.locator(".difference ins")).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Durée" }).uncheck();
  await isAccessible();
  await send(page, page.getByRole("button", { name: "Accepter ce qui est coché, et renvoyer" }));
  await expect(page.locator(".badge")).toHaveText("En attente de relecture");
  await expect(page.locator("main")).toContainText("un litre d’eau à l’épuisette");
  await expect(page.locator(".project-facts")).not.toContainText("Une semaine");

  await signIn(page, "animatrice", review);
  await send(page, page.locator("button[value=publish]"));
  await expect(page.locator("h1")).toHaveText(name);
});

/** Selects some words of an element's text, as a mouse or a finger would. */
function select(page, selector, words) {
  return page.locator(selector).first().evaluate((element, wanted) => {
    const text = element.firstChild;
    const from = text.textContent.indexOf(wanted);
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, from + wanted.length);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }, words);
}
