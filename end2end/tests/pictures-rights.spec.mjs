// Who is in a picture: asked, written down, taken back.
import { expect, signIn, signOut, test, title, violations } from "../support/site.mjs";
import { file, png } from "../support/pictures.mjs";
import { addPictures, beginWithPicture, declareNobody, done, openPicture, publish, send, writeSheet } from "../support/sheets.mjs";

/** A day, so many days from now: « 2027-07-05 ». */
const day = (from) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

test("a sheet is not sent before each picture has words and says who is in it @plain", async ({ page, plain }) => {
  await writeSheet(page, title("Une image sans un mot"));
  await addPictures(page, plain, file("dessin.png", png()));
  await send(page, page.locator(".editor-bar button[value=submit]"));
  const named = page.locator(".error-summary a");
  await expect(named).toHaveText([
    "Images : Image 1 : décrivez-la en une phrase, pour les personnes qui ne la voient pas, ou cochez « décorative ».",
    "Images : Image 1 : dites si l’on peut y reconnaître des élèves.",
  ]);
  if (!plain) expect(await violations(page)).toEqual([]);
  await named.last().click();
  await expect(page.locator("#pictures")).toBeFocused();
  await expect(page.locator(".picture-card")).toHaveCount(1);
});

test("an authorisation names what it lacks, keeps what was typed, and is then written down @plain", async ({ page, plain }) => {
  const picture = await beginWithPicture(page, plain, title("Autorisée"), file("dessin.png", png()));
  const isAccessible = async () => {
    if (!plain) expect(await violations(page)).toEqual([]);
  };
  await isAccessible();
  const declare = page.locator("button[value=declare]");
  await send(page, declare);
  await expect(page.locator(".error-summary a")).toHaveText(["Qui peut-on reconnaître : Ce champ est nécessaire."]);
  await page.locator("input[name=people][value=pupils]").check();
  await page.fill("#purpose", "Montrer le potager aux familles");
  await send(page, declare);
  const missing = [
    ["signed", "Date de la dernière signature"],
    ["until", "Dernier jour permis"],
    ["supports", "Où les familles permettent de le montrer"],
    ["holders", "Qui a signé"],
    ["elders", "Élèves de quinze ans et plus"],
  ];
  await expect(page.locator(".error-summary a")).toHaveText(missing.map(([, label]) => `${label} : Ce champ est nécessaire.`));
  for (const [field] of missing) await expect(page.locator(`#${field}-erreur`)).toHaveText("Ce champ est nécessaire.");
  await expect(page.locator("#purpose-erreur")).toHaveCount(0);
  await expect(page.locator("input[name=people][value=pupils]")).toBeChecked();
  await expect(page.locator("#purpose")).toHaveValue("Montrer le potager aux familles");
  await isAccessible();

  const until = day(200);
  await page.fill("#signed", day(-30));
  await page.fill("#until", until);
  for (const [field, value] of [["supports", "public"], ["holders", "both"], ["elders", "none"]]) {
    await page.locator(`input[name=${field}][value=${value}]`).check();
  }
  await send(page, declare);
  await expect(done(page)).toHaveText("C’est noté dans le registre des droits à l’image.");
  await expect(page.locator("#until")).toHaveValue(until);
  await send(page, page.getByRole("link", { name: "Revenir au projet" }));
  const said = page.locator(`#image-${picture} .picture-rights`);
  await expect(said).toHaveText(`Autorisation des familles jusqu’au ${until.split("-").reverse().join("/")}`);
  await expect(said).toHaveAttribute("data-ready", "");
  await isAccessible();
});

test("a picture that a family no longer allows is gone from pages, from its address and from link previews @plain", async ({ page, plain, request }) => {
  test.setTimeout(180_000);
  const name = title("Le potager sans photo");
  await writeSheet(page, name);
  const [picture] = await addPictures(page, plain, file("potager.png", png()));
  await page.fill(`#alt-${picture}`, "Un potager");
  await openPicture(page, picture);
  await declareNobody(page);
  const address = await publish(page, name);
  const cover = page.locator(".project-cover img");
  const preview = () => page.locator('meta[property="og:image"]').getAttribute("content");
  const anywhere = page.locator(`img[src*="/fichiers/${picture}/"]`);
  const files = ["320.webp", "640.webp", "apercu.jpg"].map((width) => `/fichiers/${picture}/${width}`);
  const statuses = () => Promise.all(files.map(async (path) => (await request.get(path)).status()));
  await signOut(page);
  await page.goto("/");
  await expect(anywhere).not.toHaveCount(0);
  await page.goto(address);
  await expect(cover).toHaveAttribute("src", new RegExp(`^/fichiers/${picture}/`));
  expect(await preview()).toMatch(new RegExp(`/fichiers/${picture}/apercu\\.jpg$`));
  expect(await statuses()).toEqual([200, 200, 200]);

  await signIn(page, "animatrice", `/medias/${picture}`);
  if (!plain) expect(await violations(page)).toEqual([]);
  const withdraw = page.getByRole("button", { name: "Ne plus le montrer" });
  await send(page, withdraw);
  await expect(done(page)).toHaveText("Ce n’est plus montré à personne, sauf à ses auteurs et à l’animatrice.");
  await expect(page.locator(".page-head .byline")).toHaveText("N’est plus montrée : une famille a retiré son accord");
  await expect(withdraw).toHaveCount(0);

  await signOut(page);
  expect(await statuses()).toEqual([404, 404, 404]);
  await page.goto(address);
  await expect(cover).toHaveAttribute("src", `${address}/couverture.svg`);
  await expect(anywhere).toHaveCount(0);
  expect(await preview()).toMatch(/\/partage\.png$/);
  await page.goto("/");
  await expect(anywhere).toHaveCount(0);
});
