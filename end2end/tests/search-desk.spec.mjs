// What means the same to whoever searches: said by the animator, found at once by anyone, with JavaScript and without.
import { expect, signIn, signOut, test, title, violations } from "../support/site.mjs";
import { send } from "../support/sheets.mjs";

const desk = "/animation/recherche";

test("a group of synonyms is made from the desk, changed and taken away @plain", async ({ page, plain }) => {
  const isAccessible = async () => {
    if (!plain) expect(await violations(page), page.url()).toEqual([]);
  };
  const word = title("zorglub").replace(" ", "");
  await signIn(page, "animatrice", "/animation");
  await send(page, page.getByRole("link", { name: "Régler la recherche" }));
  await expect(page.locator("h1")).toHaveText("Régler la recherche");
  await expect(page.locator(".synonyms tbody tr", { hasText: "tableau numérique interactif" })).toContainText("VPI");
  await isAccessible();

  await page.fill("#expressions", word);
  await page.fill("#note", "Un essai");
  await send(page, page.getByRole("button", { name: "Ajouter le groupe" }));
  await expect(page.locator("#expressions-erreur")).toHaveText("Il en faut au moins 2.");
  await expect(page.locator("#expressions")).toHaveValue(word);
  await expect(page.locator("#note")).toHaveValue("Un essai");
  await isAccessible();
  await page.fill("#expressions", `${word}\nweb-radio`);
  await send(page, page.getByRole("button", { name: "Ajouter le groupe" }));
  await expect(page.locator("#expressions-erreur")).toContainText("est déjà dans un autre groupe");
  await page.fill("#expressions", `${word}\ndix minutes d’antenne ${word}`);
  await send(page, page.getByRole("button", { name: "Ajouter le groupe" }));
  await expect(page.locator(".notice.good")).toContainText("C’est enregistré");

  const row = page.locator(".synonyms tbody tr", { has: page.getByRole("rowheader", { name: word, exact: true }) });
  await expect(row).toContainText("Un essai");
  await send(page, row.getByRole("link", { name: "Modifier" }));
  await expect(page.locator("h3#modifier")).toBeVisible();
  await expect(page.locator("#expressions")).toHaveValue(`${word}\ndix minutes d’antenne ${word}`);
  await isAccessible();
  await page.fill("#expressions", `${word}\nminutes d’antenne le vendredi`);
  await send(page, page.getByRole("button", { name: "Enregistrer", exact: true }));
  await expect(row).toContainText("minutes d’antenne le vendredi");

  // Anyone finds with it, at once.
  await send(page, row.getByRole("link", { name: "Essayer" }));
  await expect(page.locator(".search-results").getByRole("link", { name: "Dix minutes d’antenne" }).first()).toBeVisible();
  await signOut(page);
  await page.goto(`/recherche?q=${word}`);
  await expect(page.locator(".search-results").getByRole("link", { name: "Dix minutes d’antenne" }).first()).toBeVisible();

  await signIn(page, "animatrice", desk);
  await send(page, row.getByRole("link", { name: "Modifier" }));
  await send(page, page.getByRole("button", { name: "Supprimer le groupe" }));
  await expect(page.locator(".notice.good")).toContainText("C’est enregistré");
  await expect(row).toHaveCount(0);
  await page.goto(`/recherche?q=${word}`);
  await expect(page.getByRole("link", { name: "Dix minutes d’antenne" })).toHaveCount(0);
});

test("what is searched for is counted on the desk once it was several times @screen", async ({ page }) => {
  test.setTimeout(180_000);
  const word = title("wibulle").replace(" ", "").replace(/[0-9]/g, "x");
  for (let times = 0; times < 3; times += 1) await page.goto(`/recherche?q=${word}`);
  await signIn(page, "animatrice", desk);
  // A job writes it down, within a minute.
  const add = page.locator(`a[aria-label$="${word}"]`, { hasText: "Ajouter un synonyme" });
  await expect(async () => {
    await page.goto(desk);
    await expect(add).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 120_000, intervals: [5_000] });
  expect(await violations(page)).toEqual([]);
  await send(page, add);
  await expect(page.locator("#expressions")).toHaveValue(`${word}\n`);
});
