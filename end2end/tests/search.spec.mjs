// Searching: kinds, filters, orders and what was meant, without JavaScript too; and what the box offers while one types.
import { expect, signIn, test, violations } from "../support/site.mjs";

const box = (page) => page.locator("#q");
const list = (page) => page.getByRole("listbox", { name: "Propositions" });
const options = (page) => list(page).getByRole("option");
const chosen = (page) => list(page).getByRole("option", { selected: true });
const chips = (page) => page.locator(".active-filters .chip");
const total = async (page) => parseInt(await page.locator("#compte strong").textContent(), 10);

/** Opens the filters where they are folded: on a wide screen they stand open, and there is nothing to unfold. */
async function unfold(page) {
  const summary = page.locator(".facets > summary");
  if (await summary.isVisible()) await summary.click();
}

const apply = (page) => page.getByRole("button", { name: "Appliquer les filtres" }).click();

/** The demo's index follows within a few seconds of its start. */
async function finds(page, path) {
  const many = async () => {
    await page.goto(path);
    const count = page.locator("#compte strong");
    return (await count.count()) ? total(page) : 0;
  };
  await expect.poll(many, { timeout: 20_000 }).toBeGreaterThan(0);
}

test("kinds, filters and orders go together, and each can be taken away @plain", async ({ page }) => {
  await finds(page, "/recherche?q=classe");
  const all = await total(page);
  const kinds = page.getByRole("navigation", { name: "Sortes de résultats" });
  await expect(kinds.getByRole("link", { name: /^Tout/ })).toHaveAttribute("aria-current", "true");
  await kinds.getByRole("link", { name: /^Projets/ }).click();
  await expect(page).toHaveURL(/\/recherche\?q=classe&type=projet$/);
  const projects = await total(page);
  expect(projects).toBeLessThan(all);
  expect(new Set(await page.locator(".search-kind").allTextContents())).toEqual(new Set(["Projet"]));

  await unfold(page);
  await page.locator('input[name=cycle][value="2"]').check();
  await page.getByLabel("Trier par").selectOption("date");
  await apply(page);
  await expect(page).toHaveURL(/\/recherche\?q=classe&type=projet&cycle=2&tri=date$/);
  expect(await total(page)).toBeLessThan(projects);
  const days = await page.locator(".search-result .byline time").evaluateAll((times) => times.map((time) => time.dateTime));
  expect(days).toEqual([...days].sort().reverse());
  await expect(page.getByLabel("Trier par")).toHaveValue("date");
  await expect(chips(page)).toHaveText([/Cycle 2/]);

  await chips(page).click();
  await expect(page).toHaveURL(/\/recherche\?q=classe&type=projet&tri=date$/);
  await expect(chips(page)).toHaveCount(0);
  await unfold(page);
  await page.getByLabel("Trier par").selectOption("");
  await apply(page);
  await expect(page, "what is left open is in no address").toHaveURL(/\/recherche\?q=classe&type=projet$/);
  await kinds.getByRole("link", { name: /^Tout/ }).click();
  expect(await total(page)).toBe(all);
});

test("a facet whose list is long unfolds @plain", async ({ page }) => {
  await finds(page, "/recherche?q=classe");
  await unfold(page);
  const schools = page.locator("details.facet", { has: page.locator('input[name="ecole"]') });
  await expect(schools.locator("input").first()).toBeHidden();
  await schools.locator("summary").click();
  const first = schools.locator("label.choice").first();
  const count = parseInt(await first.locator(".facet-count").textContent(), 10);
  await first.click();
  await apply(page);
  expect(await total(page)).toBe(count);
  await expect(chips(page)).toHaveCount(1);
  await unfold(page);
  await expect(page.locator('input[name="ecole"]:checked'), "what is chosen stands open").toBeVisible();
  await page.getByRole("link", { name: "Tout effacer" }).click();
  await expect(page).toHaveURL(/\/recherche\?q=classe$/);
});

test("a teacher looks around their school @plain", async ({ page }) => {
  await signIn(page, "enseignante");
  await finds(page, "/recherche?type=projet");
  await unfold(page);
  await page.getByLabel("À moins de").selectOption("2");
  await apply(page);
  await expect(page).toHaveURL(/\/recherche\?type=projet&pres=\w+&rayon=2$/);
  await expect(chips(page)).toHaveText([/À moins de 2\skm d/]);
  await unfold(page);
  await page.getByLabel("Trier par").selectOption("distance");
  await apply(page);
  await expect(page).toHaveURL(/&rayon=2&tri=distance$/);
  await page.context().clearCookies();
  await page.reload();
  await expect(chips(page), "whoever is given the address sees the same").toHaveText([/À moins de 2\skm d/]);
  await unfold(page);
  await page.getByLabel("À moins de").selectOption("");
  await apply(page);
  await expect(page).toHaveURL(/\/recherche\?type=projet&tri=distance$/);
});

test("what was mistyped is understood, and the page says so @plain", async ({ page }) => {
  await finds(page, "/recherche?q=enregistreur");
  await page.goto("/recherche");
  await box(page).fill("enregitreur");
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page).toHaveURL(/\?q=enregitreur$/);
  const said = page.locator(".search-instead");
  await expect(said).toContainText("Rien pour «\u00a0enregitreur\u00a0»");
  await said.getByRole("link").click();
  await expect(said).toHaveCount(0);
  expect(await total(page)).toBeGreaterThan(0);
});

test("where nothing is found there are ways to go on @plain", async ({ page }) => {
  await page.goto("/recherche?q=zzzzzz&cycle=1");
  await expect(page.getByRole("heading", { name: "Rien encore sur «\u00a0zzzzzz\u00a0»" })).toBeVisible();
  await page.getByRole("link", { name: "Chercher sans les filtres" }).click();
  await expect(page).toHaveURL(/\/recherche\?q=zzzzzz$/);
  await expect(page.getByRole("link", { name: "Parcourir tous les projets" })).toBeVisible();
});

/** Types in the box of the home page, and waits for what it offers. */
async function type(page, words) {
  await finds(page, "/recherche?q=bordeaux");
  await page.goto("/");
  await box(page).click();
  await box(page).pressSequentially(words);
  await expect(options(page).first()).toBeVisible({ timeout: 20_000 });
}

test("what may be meant is offered as one types, and led through by keys", async ({ page }) => {
  await finds(page, "/recherche?q=bordeaux");
  await page.goto("/");
  const place = () => page.locator(".highlight").boundingBox();
  const before = await place();
  await box(page).click();
  await expect(box(page)).toHaveRole("combobox", { timeout: 20_000 });
  await expect(box(page)).toHaveAttribute("aria-expanded", "false");
  await expect(box(page)).toHaveAttribute("aria-autocomplete", "list");
  await box(page).pressSequentially("bordea");
  await expect(options(page).first()).toBeVisible();
  await expect(box(page)).toHaveAttribute("aria-expanded", "true");
  await expect(box(page)).toHaveAttribute("aria-controls", await list(page).getAttribute("id"));
  expect(await place(), "nothing moves when the list opens").toEqual(before);
  const many = await options(page).count();
  await expect(page.locator("#propositions-combien")).toHaveText(many === 1 ? "1 proposition" : `${many} propositions`);
  await expect(options(page).filter({ hasText: "Bordeaux" }).first()).toBeVisible();
  await expect(page.locator(".offered-kind"), "each says what it is").toHaveCount(many);
  await expect(chosen(page), "nothing is chosen by itself").toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toHaveCount(1);
  await expect(box(page)).toHaveAttribute("aria-activedescendant", await options(page).first().getAttribute("id"));
  await expect(box(page)).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("ArrowUp");
  await expect(box(page)).toHaveAttribute("aria-activedescendant", await options(page).last().getAttribute("id"));
  await page.keyboard.press("Home");
  await expect(chosen(page)).toHaveCount(0);
  await expect(box(page)).not.toHaveAttribute("aria-activedescendant", /./);
  await page.keyboard.press("Escape");
  await expect(list(page)).toBeHidden();
  await expect(box(page)).toHaveAttribute("aria-expanded", "false");
  await expect(box(page)).toHaveValue("bordea");

  await page.keyboard.press("ArrowDown");
  await expect(list(page)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  const address = await chosen(page).getAttribute("data-address");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname + url.search === address);
});

test("Enter searches what was typed, Tab goes on, and a press goes where it leads", async ({ page }) => {
  await type(page, "bordea");
  await page.keyboard.press("Tab");
  await expect(list(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Chercher" })).toBeFocused();
  await type(page, "bordea");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/recherche\?q=bordea$/);
  await type(page, "bordea");
  const last = options(page).last();
  const address = await last.getAttribute("data-address");
  await last.click();
  await page.waitForURL((url) => url.pathname + url.search === address);
});

test("an answer that comes too late is not shown", async ({ page }) => {
  await finds(page, "/recherche?q=bordeaux");
  let release;
  const late = new Promise((resolve) => (release = resolve));
  let answered;
  const done = new Promise((resolve) => (answered = resolve));
  await page.route("**/recherche/suggestions*", async (route) => {
    if (new URL(route.request().url()).searchParams.get("q") !== "scien") return route.fallback();
    await late;
    await route.fallback();
    answered();
  });
  await page.goto("/recherche");
  await box(page).click();
  await expect(box(page)).toHaveRole("combobox", { timeout: 20_000 });
  const asked = page.waitForRequest((request) => request.url().endsWith("q=scien"));
  await box(page).fill("scien");
  await asked;
  await box(page).fill("bordea");
  await expect(options(page).filter({ hasText: "Bordeaux" }).first()).toBeVisible();
  const shown = await options(page).allTextContents();
  const came = page.waitForResponse((response) => response.url().endsWith("q=scien"));
  release();
  await done;
  await came;
  expect(await options(page).allTextContents()).toEqual(shown);
  await box(page).fill("b");
  await expect(list(page)).toBeHidden();
});

test("a visitor loads nothing until they are in the box, and listens to nothing then", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const loaded = () => asked.filter((path) => /\.(js|wasm)$/.test(path)).length;
  for (const path of ["/", "/recherche"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(loaded(), path).toBe(0);
  }
  await page.locator("label[for=q]").evaluate((label) => label.control.focus());
  await expect(box(page)).toHaveRole("combobox", { timeout: 20_000 });
  expect(loaded()).toBeGreaterThan(1);
  expect(asked.filter((path) => path === "/echanges/direct")).toEqual([]);
});
