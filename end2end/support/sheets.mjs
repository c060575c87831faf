// The way of a sheet and its pictures, from the editor to its readers, for tests that are about something else.
import { expect, signIn } from "./site.mjs";

/** Presses a button or follows a link, and waits until the page that answers is there. */
export async function send(page, locator) {
  const loaded = page.waitForEvent("load");
  await locator.click();
  await loaded;
}

/** Waits until the editor has kept itself: pressed meanwhile, a button could send a version that has passed. */
export async function kept(page) {
  await expect(page.locator("#autosave")).toContainText("Enregistré à", { timeout: 15_000 });
}

export async function save(page) {
  await send(page, page.locator(".editor-bar button[value=save]"));
}

/** Begins a sheet that lacks nothing but, perhaps, pictures. */
export async function writeSheet(page, name) {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", name);
  await page.fill("#summary", "Une semaine d’observation, de la loupe au carnet.");
  const choices = [["cycles", "2"], ["levels", "ce1"], ["subjects", "questionner-le-monde"], ["licence", "cc-by-sa"]];
  for (const [field, value] of choices) await page.locator(`input[name="${field}"][value="${value}"]`).check();
  await page.locator('input[name="schools"]').first().check();
  await page.fill("#body", "Nous avons pris un litre d’eau.");
}

/** The pictures that the editor lists, in order. */
export function listed(page) {
  return page.locator(".picture-card input[name=picture]").evaluateAll((fields) => fields.map((field) => field.value));
}

/** Chooses files that are pictures, and waits for their cards. */
export async function addPictures(page, plain, ...files) {
  const cards = page.locator(".picture-card");
  const before = await cards.count();
  await page.locator("#pictures").setInputFiles(files);
  if (plain) await save(page);
  await expect(cards).toHaveCount(before + files.length, { timeout: 20_000 });
  if (!plain) await kept(page);
  return listed(page);
}

/** From the editor to the page of a picture. */
export async function openPicture(page, picture) {
  await send(page, page.locator(`button[value="prepare:${picture}"]`));
  await expect(page).toHaveURL(`/medias/${picture}`);
  await expect(page.locator("h1")).toHaveText("Préparer l’image");
}

/** Begins a sheet with one picture, and opens its page. */
export async function beginWithPicture(page, plain, name, content) {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", name);
  const [picture] = await addPictures(page, plain, content);
  await openPicture(page, picture);
  return picture;
}

/** What the page of a picture says that it has done. */
export function done(page) {
  return page.locator(".notice[role=status]");
}

/** Says on the page of a picture, or of a file, that nobody is to be recognised in it. */
export async function sayNobody(page) {
  await page.locator("input[name=people][value=nobody]").check();
  await send(page, page.locator("button[value=declare]"));
  await expect(done(page)).toHaveText("C’est noté dans le registre des droits à l’image.");
}

/** Says that nobody is to be recognised in the picture, and goes back to its sheet. */
export async function declareNobody(page) {
  await sayNobody(page);
  await send(page, page.getByRole("link", { name: "Revenir au projet" }));
  await expect(page.locator("h1")).toHaveText("Modifier le projet");
}

/** Hands the sheet over, has it published, and gives its address. */
export async function publish(page, name) {
  await send(page, page.locator(".editor-bar button[value=submit]"));
  await expect(page.locator(".badge")).toHaveText("En attente de relecture");
  const address = new URL(page.url()).pathname;
  await signIn(page, "animatrice", "/animation");
  await send(page, page.getByRole("link", { name }));
  await send(page, page.locator("button[value=publish]"));
  await expect(page).toHaveURL(address);
  return address;
}
