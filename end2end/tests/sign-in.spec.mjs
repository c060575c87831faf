// Signing in through a certified OpenID provider, on loopback.
import { expect } from "@playwright/test";
import { test as base, title } from "../support/site.mjs";

const test = base.extend({ baseURL: async ({ ent }, use) => use(ent.url) });

async function signInAs(page, person, back = "/") {
  await page.goto(`/connexion?retour=${encodeURIComponent(back)}`);
  await page.getByRole("link", { name: "Avec l’ENT d’essai" }).click();
  await page.locator(`button[value=${person}]`).click();
}

/** Signs out here, then at the provider's, which sends the browser back. */
async function signOut(page, portal) {
  await page.locator(".site-tools details").last().locator("summary").click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page).toHaveURL(/\/session\/end\?/);
  await page.getByRole("button", { name: "Oui" }).click();
  await expect(page).toHaveURL(`${portal}/`);
}

test("a teacher comes in with their workspace, goes where they were going, and out again @plain", async ({ page, baseURL }) => {
  await signInAs(page, "prof1", "/moi/projets");
  await expect(page).toHaveURL(/\/moi\/projets$/);
  await expect(page.locator("h1")).toHaveText("Mes projets");
  await signOut(page, baseURL);
  await page.goto("/moi/projets");
  await expect(page).toHaveURL(/\/connexion\?retour=/);
});

test("someone else with the same address is someone else @plain", async ({ page, baseURL }) => {
  const name = title("Le brouillon de Camille");
  await signInAs(page, "prof1", "/projets/nouveau");
  await page.fill("#title", name);
  await page.locator(".editor-bar button[value=save]").click();
  await expect(page).toHaveURL(/\/modifier$/);
  await page.goto("/moi/projets");
  const draft = await page.locator("h2").getByRole("link", { name }).getAttribute("href");
  await signOut(page, baseURL);

  await signInAs(page, "thief", "/moi/projets");
  await expect(page).toHaveURL(/\/moi\/projets$/);
  await expect(page.locator(".site-tools")).toContainText("Autre Personne");
  await expect(page.locator(".empty h2")).toHaveText("Votre premier projet");
  expect((await page.goto(draft)).status()).toBe(404);
  await signOut(page, baseURL);

  await signInAs(page, "prof1", "/moi/projets");
  await expect(page.locator(".site-tools")).toContainText("Camille Rivoire");
  await expect(page.locator("h2").getByRole("link", { name })).toBeVisible();
});

test("a pupil is turned away kindly, and nothing is kept @plain", async ({ page }) => {
  await signInAs(page, "eleve1", "/moi/projets");
  await expect(page.locator("h1")).toHaveText("Ce portail est fait pour les adultes de l’école");
  expect((await page.context().cookies()).filter((cookie) => cookie.name === "preau")).toEqual([]);
});

test("an unknown profile gets an account that waits @plain", async ({ page }) => {
  await signInAs(page, "inconnu", "/");
  const refused = await page.goto("/projets/nouveau");
  expect(refused.status()).toBe(403);
  await expect(page.locator(".lead")).toContainText("Votre compte attend");
});

test("two tabs that sign in at once both succeed, and an answer serves once @screen", async ({ context, baseURL }) => {
  const [one, two] = [await context.newPage(), await context.newPage()];
  for (const page of [one, two]) {
    await page.goto(`${baseURL}/connexion`);
    await page.getByRole("link", { name: "Avec l’ENT d’essai" }).click();
  }
  const answers = [];
  one.on("request", (request) => request.url().includes("/retour?") && answers.push(request.url()));
  await one.locator("button[value=prof1]").click();
  await expect(one).toHaveURL(`${baseURL}/`);
  await two.goto(`${baseURL}/connexion`);
  await two.getByRole("link", { name: "Avec l’ENT d’essai" }).click();
  await expect(two).toHaveURL(`${baseURL}/`);
  expect(answers.length).toBeGreaterThan(0);
  const again = await one.goto(answers[0]);
  expect(again.status()).toBe(400);
  await expect(one.locator("h1")).toHaveText("Cette connexion n’est plus valable");
});
