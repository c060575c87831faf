// What the editor gains with JavaScript.
import { expect, signIn, test, title, violations } from "../support/site.mjs";
import { slowLine } from "../support/line.mjs";
import { file, png } from "../support/pictures.mjs";
import { kept, save } from "../support/sheets.mjs";

test("the draft keeps itself, and a reload shows it @screen", async ({ page }) => {
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

test("the preview follows what is typed, and shows it harmless @screen", async ({ page }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.getByRole("button", { name: "Voir ce que cela donne" }).click();
  await page.locator("#body").pressSequentially("Un **mot** <script>alert(1)</script>");
  await expect(page.locator(".preview strong")).toHaveText("mot");
  expect(await page.locator(".preview script").count()).toBe(0);
});

test("a picture is sent as soon as it is chosen @screen", async ({ page }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", title("Avec image"));
  const speed = await slowLine(page);
  const picture = png(1500, 1000);
  await speed(Math.max(picture.length / 3, 1_000));
  await page.locator("#pictures").setInputFiles(file("dessin.png", picture));
  await expect(page.locator(".upload-status progress")).toBeVisible();
  await speed(-1);
  const shown = page.locator(".picture-card img");
  await expect(shown).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".upload-status")).toContainText("Image enregistrée");
  await kept(page);
  await save(page);
  await expect(shown).toBeVisible();
});

test("what is typed without a network waits in the browser, and leaves when the network is back @screen", async ({ page, context }) => {
  const name = title("Écrit dans le tram");
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", name);
  await expect(page.locator("#autosave")).toContainText("Enregistré à", { timeout: 15_000 });
  await context.setOffline(true);
  await page.locator("#summary").pressSequentially("Sous le tunnel.");
  await expect(page.locator("#autosave")).toContainText("Pas de réseau", { timeout: 15_000 });
  await context.setOffline(false);
  await expect(page.locator("#autosave")).toContainText("Enregistré à", { timeout: 15_000 });
  await page.reload();
  await expect(page.locator("#summary")).toHaveValue("Sous le tunnel.");
  await expect(page.getByText("Un texte vous attend")).toBeHidden();
});

test("what is typed before the page is awake is kept as well @screen", async ({ page }) => {
  let awake;
  const typed = new Promise((resolve) => (awake = resolve));
  await page.route("**/*.wasm", async (route) => {
    await typed;
    await route.fallback();
  });
  const name = title("Écrit sans attendre");
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", name);
  await page.locator('input[name="levels"][value="cp"]').check();
  awake();
  await expect(page.locator("#autosave")).toContainText("Enregistré à", { timeout: 15_000 });
  await page.reload();
  await expect(page.locator("#title")).toHaveValue(name);
  await expect(page.locator('input[name="levels"][value="cp"]')).toBeChecked();
});

test("what a closed laptop took with it is offered again, and forgotten when one signs out @screen", async ({ page, context }) => {
  const name = title("Écrit et refermé");
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", name);
  await expect(page.locator("#autosave")).toContainText("Enregistré à", { timeout: 15_000 });
  const address = page.url();
  const closed = async (text) => {
    await context.setOffline(true);
    await page.fill("#summary", text);
    await page.locator('input[name="levels"][value="cp"]').check();
    await page.waitForTimeout(600);
    // Gone as if the lid had been shut: nothing more is sent.
    await page.goto("about:blank");
    await context.setOffline(false);
    await page.goto(address);
    await expect(page.getByText("Un texte vous attend")).toBeVisible();
    await expect(page.locator("#summary")).not.toHaveValue(text);
  };
  await closed("Le premier.");
  const kept = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Le reprendre" }).click();
  await expect(page.locator("#summary")).toHaveValue("Le premier.");
  await expect(page.locator('input[name="levels"][value="cp"]')).toBeChecked();
  expect((await kept).status()).toBe(200);
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
  await closed("Le second.");
  await page.getByRole("button", { name: "L’oublier" }).click();
  await page.reload();
  await expect(page.locator("#summary")).toHaveValue("Le premier.");
  await expect(page.getByText("Un texte vous attend")).toBeHidden();
  await closed("Le troisième.");
  await page.locator(".site-tools").getByText("Se déconnecter").first().evaluate((button) => button.closest("form").requestSubmit());
  await page.waitForURL("**/");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("a portal that is away for a moment is tried again, and nothing says to reload @screen", async ({ page }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  let refused = 0;
  await page.route("**/projets/nouveau", async (route) => {
    if (route.request().method() !== "POST" || refused++ > 0) return route.fallback();
    await route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ message: "Le portail est indisponible : votre navigateur réessaiera." }) });
  });
  await page.fill("#title", title("Réessayé"));
  await expect(page.locator("#autosave")).toContainText("réessaiera", { timeout: 10_000 });
  await expect(page.locator("#autosave")).toContainText("Enregistré à", { timeout: 30_000 });
});

test("of two windows, the second is shown what the first changed", async ({ page, context }) => {
  const name = title("Écrit à deux");
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", `${name}  `);
  await page.fill("#body", "Le texte commun.");
  await page.locator(".editor-bar button[value=save]").click();
  await expect(page).toHaveURL(/\/modifier$/);
  await expect(page.locator("#autosave")).toContainText("Enregistré à");
  // What was kept is not offered as lost, though the portal took the spaces away.
  await expect(page.getByText("Un texte vous attend")).toBeHidden();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.fill("#body", "Le texte de l’une.");
  await other.fill("#summary", "Un résumé de l’une.");
  await other.locator(".editor-bar button[value=save]").click();
  await expect(other.locator("#autosave")).toContainText("Enregistré à");
  await page.fill("#body", "Le texte de l’autre.");
  await expect(page.locator("#autosave")).toContainText("Une autre version", { timeout: 15_000 });
  await page.locator(".editor-bar button[value=save]").click();
  await expect(page.locator("#entre-temps")).toBeVisible();
  await expect(page.getByText("Un texte vous attend")).toBeHidden();
  await expect(page.locator("#summary")).toHaveValue("Un résumé de l’une.");
  await expect(page.locator("#body")).toHaveValue("Le texte de l’autre.");
  await expect(page.locator(".difference del")).toContainText("l’une");
  await expect(page.locator(".difference ins")).toContainText("l’autre");
  expect(await violations(page)).toEqual([]);
  await page.locator(".editor-bar button[value=save]").click();
  await page.getByRole("link", { name: "Versions enregistrées" }).click();
  await expect(page.locator("h1")).toHaveText("Les versions de ce projet");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Revenir à la version 2" }).click();
  await page.goto(other.url());
  await expect(page.locator("#body")).toHaveValue("Le texte de l’une.");
});

test("the toolbar writes Markdown for people who do not know it, by keyboard too", async ({ page }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  const body = page.locator("#body");
  await body.fill("Nous avons écouté");
  await body.press("Control+A");
  await page.locator(".toolbar").first().getByRole("button", { name: "Gras" }).click();
  await expect(body).toHaveValue("**Nous avons écouté**");
  await body.press("Control+Z");
  await expect(body).toHaveValue("Nous avons écouté");
  await body.press("Control+A");
  await body.press("Control+I");
  await expect(body).toHaveValue("*Nous avons écouté*");
  await body.press("Shift+Tab");
  await page.keyboard.press("End");
  await expect(page.locator(".toolbar").first().getByRole("button", { name: "Tableau" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(body).toHaveValue("## *Nous avons écouté*");
  await expect(body).toBeFocused();
  expect(await violations(page)).toEqual([]);
});

test("pages that visitors only read load no script and no WASM @screen", async ({ page }) => {
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  for (const path of ["/", "/projets", "/recherche?q=jardin", "/territoire"]) await page.goto(path);
  expect(loaded.filter((url) => /\.(js|wasm)$/.test(url))).toEqual([]);
  await signIn(page, "enseignante", "/projets/nouveau");
  // The page listens as long as it is open: its network is never idle.
  await expect.poll(() => loaded.some((url) => url.endsWith(".wasm"))).toBe(true);
});
