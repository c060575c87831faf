// A list, narrowed by a form and widened again by links.
import { expect, test } from "../support/site.mjs";

/** How many cards a page shows at most. */
const PAGE = 24;

test("filters narrow the list, and each of their chips widens it again @plain", async ({ page }) => {
  const number = async (locator) => parseInt(await locator.textContent(), 10);
  const total = () => number(page.locator("#compte strong"));
  const cards = page.locator(".project-card");
  const chips = page.locator(".active-filters .chip");
  const filter = (name, value) => page.locator(`input[name=${name}][value="${value}"]`);
  const shows = async (count) => {
    expect(await total()).toBe(count);
    await expect(cards).toHaveCount(Math.min(count, PAGE));
  };
  // The demo's index follows within a few seconds of its start.
  const begin = async () => {
    await page.goto("/projets");
    return total();
  };
  await expect.poll(begin, { timeout: 20_000 }).toBeGreaterThan(PAGE);
  const all = await total();
  await shows(all);
  const ofCycle = await number(page.locator("label.choice", { has: filter("cycle", "3") }).locator(".facet-count"));

  // On a wide screen the filters stand open, and there is nothing to unfold.
  const unfold = page.locator(".facets > summary");
  if (await unfold.isVisible()) await unfold.click();
  await filter("cycle", "3").check();
  await filter("matiere", "sciences").check();
  await page.getByRole("button", { name: "Appliquer les filtres" }).click();
  await expect(page).toHaveURL(/\/projets\?cycle=3&matiere=sciences$/);
  const both = await total();
  expect(both).toBeGreaterThan(0);
  expect(both).toBeLessThan(ofCycle);
  expect(ofCycle).toBeLessThan(all);
  await shows(both);
  await expect(cards.filter({ hasText: "Cycle 3" })).toHaveCount(Math.min(both, PAGE));
  await expect(chips).toHaveText([/Cycle 3/, /Sciences et technologie/]);
  await expect(unfold).toContainText("(2 filtres actifs)");

  await chips.filter({ hasText: "Sciences et technologie" }).click();
  await expect(page).toHaveURL(/\/projets\?cycle=3$/);
  await shows(ofCycle);
  await expect(chips).toHaveText([/Cycle 3/]);
  await expect(filter("cycle", "3")).toBeChecked();
  await expect(filter("matiere", "sciences")).not.toBeChecked();

  await chips.click();
  await expect(page).toHaveURL(/\/projets$/);
  await shows(all);
  await expect(chips).toHaveCount(0);
});
