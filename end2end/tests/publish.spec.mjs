// The main job, all the way, by whoever cannot use a mouse, with JavaScript and without.
import { expect, signIn, test, title, violations } from "../support/site.mjs";
import { choose, press, signInByKeys, tabTo, type } from "../support/keyboard.mjs";
import { file, png } from "../support/pictures.mjs";
import { done, kept } from "../support/sheets.mjs";

test("a teacher publishes with the animator's help, by keyboard alone, and it is found @plain", async ({ page, javaScriptEnabled }) => {
  test.setTimeout(180_000);
  const name = title("Une mare dans la cour");
  // Of an editor, asked before anything is typed: a draft that keeps itself meanwhile could be sent with a version that has passed.
  const isAccessible = async () => {
    if (javaScriptEnabled !== false) expect(await violations(page), page.url()).toEqual([]);
  };
  await signInByKeys(page, "enseignante", "/projets/nouveau");
  await isAccessible();
  await type(page, "title", name);
  await type(page, "summary", "Une semaine d’observation, de la loupe au carnet.");
  await choose(page, "cycles", "2");
  await choose(page, "levels", "ce1");
  await choose(page, "subjects", "questionner-le-monde");
  const school = page.locator('input[name="schools"]').first();
  if (!(await school.isChecked())) {
    await tabTo(page, school);
    await page.keyboard.press("Space");
  }
  await choose(page, "equipment", "visualiseur");
  await choose(page, "crcn", "1.2");
  await type(page, "body", "## Lundi\n\nNous avons pris **un litre** d’eau. L’évaluation s’est faite à l’oral.");
  const field = page.locator("#pictures");
  await tabTo(page, field);
  // The window in which one picks a file is the system's: no test presses its keys.
  await field.setInputFiles(file("mare.png", png()));
  if (javaScriptEnabled === false) await press(page, page.locator(".editor-bar button[value=save]"));
  const card = page.locator(".picture-card");
  await expect(card.locator("img")).toBeVisible({ timeout: 20_000 });
  const picture = await card.locator("input[name=picture]").getAttribute("value");
  if (javaScriptEnabled !== false) {
    await expect(page.locator(`#alt-${picture}`)).toBeFocused();
    await kept(page);
  }
  await type(page, `alt-${picture}`, "Une goutte d’eau vue à la loupe");
  await press(page, page.locator(`button[value="prepare:${picture}"]`));
  await expect(page.locator("h1")).toHaveText("Préparer l’image");
  await isAccessible();
  await choose(page, "people", "nobody");
  await press(page, page.locator("button[value=declare]"));
  await expect(done(page)).toHaveText("C’est noté dans le registre des droits à l’image.");
  await press(page, page.getByRole("link", { name: "Revenir au projet" }));
  await expect(page.locator("h1")).toHaveText("Modifier le projet");
  await expect(card.locator(".picture-rights")).toHaveText("Aucun élève reconnaissable");
  await expect(page.locator(`#alt-${picture}`)).toHaveValue("Une goutte d’eau vue à la loupe");
  await isAccessible();
  await choose(page, "licence", "cc-by-sa");
  await press(page, page.locator(".editor-bar button[value=submit]"));
  await expect(page.locator(".badge")).toHaveText("En attente de relecture");
  await isAccessible();
  const address = new URL(page.url()).pathname;

  await signInByKeys(page, "animatrice", "/animation");
  await press(page, page.getByRole("link", { name }));
  await expect(page.locator("h1")).toHaveText(name);
  await isAccessible();
  await type(page, "remark", "Très beau projet. Combien de temps cela prend-il ?");
  await press(page, page.locator("button[value=ask-changes]"));
  await expect(page).toHaveURL(/\/animation$/);

  await signInByKeys(page, "enseignante", address);
  await expect(page.locator(".remarks")).toContainText("Combien de temps cela prend-il ?");
  await press(page, page.getByRole("link", { name: "Modifier le projet" }));
  await expect(page.locator("h1")).toHaveText("Modifier le projet");
  await isAccessible();
  await type(page, "duration", "Cinq séances de trente minutes");
  await press(page, page.locator(".editor-bar button[value=submit]"));
  await expect(page.locator(".badge")).toHaveText("En attente de relecture");

  await signInByKeys(page, "animatrice", "/animation");
  await press(page, page.getByRole("link", { name }));
  await press(page, page.locator("button[value=publish]"));
  await page.waitForURL((url) => url.pathname === address);
  await expect(page.locator("h1")).toHaveText(name);

  await page.context().clearCookies();
  await page.goto(address);
  await expect(page.locator("h1")).toHaveText(name);
  await expect(page.locator(".prose strong").first()).toHaveText("un litre");
  const cover = page.locator(".project-cover img");
  await expect(cover).toHaveAttribute("alt", "Une goutte d’eau vue à la loupe");
  const served = await page.request.get(await cover.getAttribute("src"));
  expect(served.headers()["content-type"]).toBe("image/webp");
  await isAccessible();
  await page.goto("/");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await expect(async () => {
    await page.goto("/");
    await type(page, "q", name.toUpperCase());
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/recherche\?/);
    await expect(page.getByRole("link", { name }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 5_000 });
  await isAccessible();
  await press(page, page.getByRole("link", { name }).first());
  await page.waitForURL((url) => url.pathname === address);
  await expect(page.locator("h1")).toHaveText(name);
  await isAccessible();
  await page.goto("/projets?cycle=2&matiere=questionner-le-monde");
  await expect(page.getByRole("link", { name })).toBeVisible();
  expect(await (await page.request.get("/projets.atom")).text()).toContain(name);
});

test("what is missing is named, and nothing typed is lost @plain", async ({ page, javaScriptEnabled }) => {
  await signIn(page, "enseignant", "/projets/nouveau");
  await page.fill("#summary", "Ce que j’ai écrit d’abord.");
  await page.locator(".editor-bar button[value=save]").click();
  await expect(page.locator(".error-summary")).toBeVisible();
  await expect(page.locator("#summary")).toHaveValue("Ce que j’ai écrit d’abord.");
  await page.locator(".error-summary a").first().click();
  await expect(page.locator("#title")).toBeFocused();
  await page.fill("#title", title("Avec un fichier qui n’en est pas un"));
  await page.locator("#pictures").setInputFiles(file("photo.jpg", Buffer.from("Bonjour"), "image/jpeg"));
  // With JavaScript the picture leaves, and is refused, as soon as it is chosen.
  if (javaScriptEnabled === false) await page.locator(".editor-bar button[value=save]").click();
  const beside = page.locator(javaScriptEnabled === false ? "#pictures-erreur" : ".upload-status");
  const said = "« photo.jpg » : Ce fichier n’est pas une image JPEG, PNG, WebP ou GIF. Il n’a pas été gardé.";
  await expect(beside).toContainText(said, { timeout: 20_000 });
  if (javaScriptEnabled === false) await expect(page.locator("#pictures")).toHaveAttribute("aria-describedby", /pictures-erreur/);
  await expect(page.locator(".picture-card")).toHaveCount(0);
  await expect(page.locator("#summary")).toHaveValue("Ce que j’ai écrit d’abord.");
});
