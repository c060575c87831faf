// What the editor gains with JavaScript.
import { expect, signIn, test, title } from "../support/site.mjs";
import { file, png } from "../support/pictures.mjs";

test("the draft keeps itself, and a reload shows it", async ({ page }) => {
  const name = title("Gardé tout seul");
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.locator("#title").pressSequentially(name);
  await expect(page.locator("#autosave")).toContainText("Enregistré à", { timeout: 15_000 });
  await expect(page).toHaveURL(/\/modifier$/);
  await page.locator("#summary").pressSequentially("Puis le résumé.");
  await page.waitForResponse((response) => response.request().method() === "POST" && response.ok());
  await page.reload();
  await expect(page.locator("#title")).toHaveValue(name);
  await expect(page.locator("#summary")).toHaveValue("Puis le résumé.");
});

test("the preview follows what is typed, and shows it harmless", async ({ page }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.getByRole("button", { name: "Voir ce que cela donne" }).click();
  await page.locator("#body").pressSequentially("Un **mot** <script>alert(1)</script>");
  await expect(page.locator(".preview strong")).toHaveText("mot");
  expect(await page.locator(".preview script").count()).toBe(0);
});

test("a picture is sent as soon as it is chosen", async ({ page }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", title("Avec image"));
  await page.locator("#cover").setInputFiles(file("dessin.png", png(1500, 1000)));
  await expect(page.locator("#cover-shown img")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".upload-status")).toContainText("Image enregistrée");
  await page.locator(".editor-bar button[value=save]").click();
  await expect(page.locator("#cover-shown img")).toBeVisible();
});

test("pages that are only read load no script and no WASM", async ({ page }) => {
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  for (const path of ["/", "/projets", "/recherche?q=jardin", "/territoire"]) await page.goto(path);
  expect(loaded.filter((url) => /\.(js|wasm)$/.test(url))).toEqual([]);
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.waitForLoadState("networkidle");
  expect(loaded.some((url) => url.endsWith(".wasm"))).toBe(true);
});
