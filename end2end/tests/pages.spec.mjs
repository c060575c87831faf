// Every page: nothing for axe to find, one title, one way in, nothing wider than the screen, and a picture of it when asked for.
import { darkViolations, expect, signIn, test, violations, visitEveryPage } from "../support/site.mjs";

test("every page is accessible, in light and in dark", async ({ page, ent }, info) => {
  test.setTimeout(600_000);
  await visitEveryPage(page, ent, async (name, path) => {
    await page.goto(path);
    expect(await violations(page), name).toEqual([]);
    // Colours do not change with the width: the other scheme is seen once, on a screen.
    if (info.project.name === "screen") expect(await darkViolations(page), `${name}, dark`).toEqual([]);
    expect(await page.locator("h1").count(), `${name} has one h1`).toBe(1);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(width, `${name} fits the screen`).toBeLessThanOrEqual(0);
  });
});

test("the editor with errors is accessible @plain", async ({ page, javaScriptEnabled }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.locator(".editor-bar button[value=save]").click();
  await expect(page.locator(".error-summary")).toBeVisible();
  if (javaScriptEnabled === false) return;
  expect(await violations(page)).toEqual([]);
});

test("the first Tab leads past the header @plain", async ({ page }) => {
  await page.goto("/projets");
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip-link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#contenu$/);
});

test("at 320 pixels nothing is cut @screen", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/", "/projets", "/territoire", "/connexion", "/recherche?q=jardin"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
});

test("a project prints without the site around it @screen", async ({ page }) => {
  await page.goto("/projets");
  await page.locator(".project-card-title a").first().click();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".site-nav")).toBeHidden();
  await expect(page.locator("h1")).toBeVisible();
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
});

test("light and dark are a choice that lasts @plain", async ({ page }) => {
  await page.goto("/projets");
  await page.locator(".site-tools details").first().locator("summary").click();
  await page.getByRole("button", { name: "Sombre" }).click();
  await expect(page).toHaveURL(/\/projets$/);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
