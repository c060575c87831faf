// A training, from its first word to a place that changes hands, on a phone and on a screen, with JavaScript and without.
import { expect, signIn, signOut, test, title, violations } from "../support/site.mjs";
import { send } from "../support/sheets.mjs";

test("a session is prepared, asked for, given up, and the place goes to the next @plain", async ({ page, plain }) => {
  const name = title("Écouter une forêt");
  const isAccessible = async () => {
    if (!plain) expect(await violations(page)).toEqual([]);
  };
  await signIn(page, "animatrice", "/animation/formations");
  await page.fill("#title", name);
  await page.fill("#summary", "Un micro, un casque, une heure dehors.");
  await page.fill("#aims", "Régler un micro\nÉcouter avant d’enregistrer");
  await send(page, page.getByRole("button", { name: "Créer la formation" }));
  await page.fill("#place", "École des Aubépines");
  await page.selectOption("#commune", "33063");
  await page.fill("#half_days", "2030-01-09");
  await page.fill("#from-1", "14:00");
  await page.fill("#until-1", "17:00");
  await send(page, page.getByRole("button", { name: "Préparer la session" }));
  await expect(page.locator("#capacity-erreur")).toBeVisible();
  await expect(page.locator("#place")).toHaveValue("École des Aubépines");
  await isAccessible();
  await page.fill("#capacity", "1");
  await send(page, page.getByRole("button", { name: "Préparer la session" }));
  const desk = new URL(page.url()).pathname;
  await send(page, page.getByRole("button", { name: "Ouvrir aux inscriptions" }));
  await expect(page.locator(".page-head .badge")).toHaveText("Ouverte");

  await signOut(page);
  await page.goto("/formations?mois=2030-01");
  await page.getByRole("link", { name, exact: true }).last().click();
  await expect(page.locator("h1")).toHaveText(name);
  await send(page, page.getByRole("link", { name: "Se connecter pour s’inscrire" }));
  await send(page, page.locator("button[name=personne][value=enseignante]"));
  await expect(page.locator("h1")).toHaveText(name);
  await send(page, page.getByRole("button", { name: "S’inscrire" }));
  await expect(page.locator(".session-list .notice")).toHaveText("Votre place est réservée.");
  await isAccessible();
  const address = new URL(page.url()).pathname;

  await signIn(page, "enseignant", address);
  await send(page, page.getByRole("button", { name: "Rejoindre la liste d’attente" }));
  await expect(page.locator(".session-list .notice")).toContainText("en tête de la liste d’attente");

  await signIn(page, "enseignante", address);
  await page.getByText("Rendre ma place", { exact: true }).click();
  await send(page, page.getByRole("button", { name: "Oui, rendre ma place" }));
  await expect(page.getByRole("button", { name: "Rejoindre la liste d’attente" })).toBeVisible();

  await signIn(page, "enseignant", address);
  await expect(page.locator(".session-list .notice")).toContainText("Une place s’est libérée pour vous");
  await isAccessible();
  await send(page, page.getByRole("button", { name: "Confirmer ma place" }));
  await expect(page.locator(".session-list .notice")).toHaveText("Votre place est réservée.");

  await signIn(page, "animatrice", desk);
  await expect(page.locator("tbody th")).toHaveText(["Inès Caradec", "Bastien Lanoé"]);
  await expect(page.locator("tbody tr").first()).toContainText("Annulée");
  await isAccessible();
});
