// From a wish to a certificate, on a phone: the animator's, and a teacher's. The session begins and ends while the test looks on.
import { expect, signIn, signOut, test, title, violations } from "../support/site.mjs";
import { send } from "../support/sheets.mjs";

const MINUTE = 60_000;

/** A minute of Paris's clocks, as the form's fields take it. */
function clock(at) {
  const part = (options) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", ...options }).format(at);
  return {
    day: part({ year: "numeric", month: "2-digit", day: "2-digit" }),
    hour: part({ hour: "2-digit", minute: "2-digit" }),
  };
}

/** Looks at a page again until something is on it: time is what makes it come. */
async function until(page, path, seen) {
  await expect(async () => {
    await page.goto(path);
    await expect(seen()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 5 * MINUTE, intervals: [2_000] });
}

test("a wish becomes a session, and the session a certificate that anyone checks @phone", async ({ page }) => {
  test.setTimeout(12 * MINUTE);
  const isAccessible = async () => expect(await violations(page)).toEqual([]);
  const name = title("Filmer une recette");

  await signIn(page, "enseignante", "/formations/souhaits");
  await page.fill("#title", name);
  await page.fill("#why", "Pour les mesures, et pour écrire à l’impératif.");
  await page.selectOption("#wish_cycle", "2");
  await send(page, page.getByRole("button", { name: "Envoyer ce souhait" }));
  const wish = page.locator(".session-list > li", { hasText: name });
  await expect(wish).toContainText("1 soutien");
  await signIn(page, "enseignant", "/formations/souhaits");
  await wish.locator("select").selectOption("3");
  await send(page, wish.getByRole("button", { name: "Soutenir" }));
  await expect(wish).toContainText("2 soutiens");
  await isAccessible();

  await signIn(page, "animatrice", "/formations/souhaits");
  await wish.locator("summary").click();
  await wish.getByRole("link", { name: "Créer la formation" }).click();
  await expect(page.locator("#title")).toHaveValue(name);
  await send(page, page.getByRole("button", { name: "Créer la formation" }));
  // A minute at least to ask for a place; over a minute after it began.
  const begins = Math.ceil((Date.now() + MINUTE) / MINUTE) * MINUTE;
  await page.fill("#half_days", clock(begins).day);
  await page.fill("#from-1", clock(begins).hour);
  await page.fill("#until-1", clock(begins + MINUTE).hour);
  await page.fill("#place", "École des Aubépines");
  await page.selectOption("#commune", "33063");
  await page.fill("#capacity", "10");
  await send(page, page.getByRole("button", { name: "Préparer la session" }));
  const desk = new URL(page.url()).pathname;
  await send(page, page.getByRole("button", { name: "Ouvrir aux inscriptions" }));

  for (const person of ["enseignant", "enseignante"]) {
    await signIn(page, person, "/formations/souhaits");
    await wish.getByRole("link", { name }).click();
    await send(page, page.getByRole("button", { name: "S’inscrire" }));
    await expect(page.locator(".session-list .notice")).toHaveText("Votre place est réservée.");
  }
  await page.goto("/moi/formations");
  const mine = page.locator(".session-list > li", { hasText: name });
  await mine.getByRole("link", { name: "Mon billet" }).click();
  await expect(page.locator("svg.code")).toBeVisible();
  await isAccessible();
  const ticket = new URL(page.url()).pathname;

  // At the door: the phone that reads the code shows one person.
  const door = ticket.replace("/moi/formations", "/animation/presences");
  await signIn(page, "animatrice", door);
  await expect(page.locator("main .notice")).toContainText("à partir du début");
  const there = () => page.getByRole("button", { name: "Noter la présence" });
  await until(page, door, there);
  await expect(page.locator("h1")).toHaveText("Inès Caradec");
  await isAccessible();
  await send(page, there());
  await expect(page.locator("main .notice")).toContainText("Présence notée à");
  await expect(page.locator("leptos-island"), "a page of the day has the island of every page alone").toHaveCount(1);

  // The other is ticked in the list.
  await page.goto(`${desk}/presences`);
  await page.getByLabel("Présence de Bastien Lanoé").selectOption("absent");
  await send(page, page.getByRole("button", { name: "Enregistrer", exact: true }));
  await isAccessible();
  const sheet = await page.request.get(`${desk}/emargement.pdf`);
  expect((await sheet.body()).subarray(0, 5).toString()).toBe("%PDF-");

  await page.goto(desk);
  await send(page, page.getByRole("button", { name: "Noter que la session a eu lieu" }));
  await page.getByText("Clore la session").click();
  await send(page, page.getByRole("button", { name: "Clore, et envoyer les attestations" }));
  await expect(page.locator(".page-head .badge")).toHaveText("Terminée");
  await page.goto(`${desk}/bilan`);
  await page.fill("#report", "Trois recettes, un seul téléphone.");
  await send(page, page.getByRole("button", { name: "Publier le compte rendu" }));

  await signIn(page, "enseignante", "/moi/formations");
  const certificate = await mine.getByRole("link", { name: "Attestation de présence (PDF)" }).getAttribute("href");
  const pdf = await page.request.get(certificate);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  await until(page, "/moi/formations", () => mine.getByRole("link", { name: "Donner mon avis" }));
  await mine.getByRole("link", { name: "Donner mon avis" }).click();
  for (const group of await page.locator("main fieldset").all()) await group.getByLabel("Tout à fait").check();
  await isAccessible();
  await send(page, page.getByRole("button", { name: "Envoyer mon avis" }));
  await expect(page.locator(".notice")).toContainText("votre avis est compté");
  await signIn(page, "enseignant", "/moi/formations");
  await expect(mine.getByRole("link", { name: "Attestation" })).toHaveCount(0);

  await signOut(page);
  await page.goto(`/attestations?numero=${await number(await pdf.body())}`);
  await expect(page.locator("main .notice")).toHaveText("Cette attestation est authentique.");
  await expect(page.locator("main")).toContainText("Inès Caradec");
  await isAccessible();
});

/** The number of a certificate: the link to its page is the one thing in the document that is not compressed. */
async function number(pdf) {
  const found = pdf.toString("latin1").match(/attestations\?numero=([0-9A-Z-]{14})/);
  expect(found, "the document leads to the page that checks it").not.toBeNull();
  return found[1];
}
