// The main job, all the way, by whoever cannot use a mouse, with JavaScript and without.
import { expect, signIn, test, title, violations } from "../support/site.mjs";
import { file, png } from "../support/pictures.mjs";

/** Reaches an element by the Tab key alone, from the top of the page. */
async function tabTo(page, locator) {
  await locator.waitFor();
  for (let step = 0; step < 400; step++) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not reach ${locator}`);
}

async function type(page, name, text) {
  await tabTo(page, page.locator(`[name="${name}"]`).first());
  await page.keyboard.insertText(text);
}

async function choose(page, name, value) {
  const choice = page.locator(`input[name="${name}"][value="${value}"]`);
  if ((await choice.getAttribute("type")) === "radio") {
    // One Tab stop for a group of radio buttons; arrows move and choose within it.
    const all = page.locator(`input[name="${name}"]`);
    for (let step = 0; step < 400; step++) {
      if (await all.evaluateAll((group) => group.includes(document.activeElement))) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Space");
    for (let step = 0; step < 12 && !(await choice.isChecked()); step++) await page.keyboard.press("ArrowDown");
  } else {
    await tabTo(page, choice);
    await page.keyboard.press("Space");
  }
  await expect(choice).toBeChecked();
}

async function press(page, locator) {
  await tabTo(page, locator);
  await page.keyboard.press("Enter");
}

/** Signs in as one of the demo's people, by the Tab and Enter keys. */
async function signInByKeys(page, person, back) {
  await page.goto(`/connexion?retour=${encodeURIComponent(back)}`);
  await press(page, page.locator(`button[name=personne][value=${person}]`));
  await page.waitForURL((url) => url.pathname === back);
}

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
  const cover = page.locator("#cover");
  await tabTo(page, cover);
  // The window in which one picks a file is the system's: no test presses its keys.
  await cover.setInputFiles(file("mare.png", png()));
  if (javaScriptEnabled !== false) await expect(page.locator("#cover-shown img")).toBeVisible({ timeout: 20_000 });
  await type(page, "cover_alt", "Une goutte d’eau vue à la loupe");
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
  const picture = page.locator(".project-cover img");
  await expect(picture).toHaveAttribute("alt", "Une goutte d’eau vue à la loupe");
  const served = await page.request.get(await picture.getAttribute("src"));
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
  await page.locator("#cover").setInputFiles(file("photo.jpg", Buffer.from("Bonjour"), "image/jpeg"));
  // With JavaScript the picture leaves, and is refused, as soon as it is chosen.
  if (javaScriptEnabled === false) await page.locator(".editor-bar button[value=save]").click();
  await expect(page.getByText("n’est pas une image").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("#summary")).toHaveValue("Ce que j’ai écrit d’abord.");
});
