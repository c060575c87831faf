// A class is heard: a recording and a document, from the disk to the page that everyone reads.
import { expect, signIn, signOut, test, title, violations } from "../support/site.mjs";
import { file } from "../support/pictures.mjs";
import { done, publish, save, send, writeSheet } from "../support/sheets.mjs";
import { wav } from "../support/sounds.mjs";

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n");

test("a recording is described, declared, heard and saved @plain", async ({ page, plain, request }) => {
  const name = title("La classe à la radio");
  const isAccessible = async () => {
    if (!plain) expect(await violations(page)).toEqual([]);
  };
  await writeSheet(page, name);
  await save(page);
  await expect(page).toHaveURL(/\/modifier$/);
  await send(page, page.getByRole("link", { name: "Les pièces jointes" }));
  const chosen = page.locator("#attachments");
  const attach = page.getByRole("button", { name: "Envoyer" });

  await chosen.setInputFiles([file("devoirs.exe", Buffer.from("MZ"), "application/pdf"), file("Grille.pdf", pdf, "application/pdf")]);
  await send(page, attach);
  await expect(page.locator("#attachments-erreur")).toContainText("devoirs.exe");
  await expect(page.locator(".attachment-row h2")).toHaveText(["Grille"]);
  await isAccessible();
  await chosen.setInputFiles([file("notre_émission.wav", wav(), "audio/wav")]);
  await send(page, attach);
  await expect(page.locator("h1")).toHaveText("notre émission");
  await isAccessible();
  const sound = new URL(page.url()).pathname;
  await page.fill("#title", "Notre émission");
  await page.fill("#transcript", "Bonjour à tous, ici la classe de CE1.");
  await send(page, page.locator("button[value=describe]"));
  await expect(done(page)).toHaveText("C’est noté.");

  // What is not said yet is named when the sheet is handed over, and leads back here.
  await send(page, page.getByRole("link", { name: "Revenir aux pièces jointes" }));
  await page.getByRole("button", { name: "Monter : Notre émission" }).click();
  await expect(page.locator(".attachment-row h2")).toHaveText(["Notre émission", "Grille"]);
  const grid = await page.getByRole("link", { name: "Grille" }).getAttribute("href");
  await send(page, page.getByRole("link", { name: "Revenir au projet" }));
  await send(page, page.locator(".editor-bar button[value=submit]"));
  await expect(page.locator(".error-summary a")).toHaveText([
    "Pièces jointes : Pièce jointe 1 : dites si l’on peut y reconnaître des élèves.",
    "Pièces jointes : Pièce jointe 2 : dites si l’on peut y reconnaître des élèves.",
  ]);
  for (const medium of [sound, grid]) {
    await page.goto(medium);
    await page.locator("input[name=people][value=nobody]").check();
    await send(page, page.locator("button[value=declare]"));
    await expect(done(page)).toHaveText("C’est noté dans le registre des droits à l’image.");
  }
  await send(page, page.getByRole("link", { name: "Revenir aux pièces jointes" }));
  await send(page, page.getByRole("link", { name: "Revenir au projet" }));
  const address = await publish(page, name);

  await signOut(page);
  await page.goto(address);
  await isAccessible();
  const audio = page.locator("audio");
  if (!plain) {
    await audio.evaluate((player) => player.play());
    await expect.poll(() => audio.evaluate((player) => player.duration)).toBeCloseTo(0.5, 1);
  }
  const content = await (await request.get(await audio.getAttribute("src"))).body();
  expect(content.length).toBe(wav().length);
  expect(content.includes("Louise"), "who recorded it is not told").toBe(false);
  await page.getByText("Lire la transcription").click();
  await expect(page.getByText("Bonjour à tous, ici la classe de CE1.")).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Enregistrer « Grille »" }).click();
  expect((await saved).suggestedFilename()).toBe("grille.pdf");

  await page.goto(`/retrait-image?projet=${address.split("/").pop()}`);
  await page.getByLabel("Notre émission").check();
  await page.locator("input[name=asker][value=parent]").check();
  await send(page, page.getByRole("button", { name: "Demander le retrait" }));
  await expect(page.locator("h1")).toHaveText("Ce n’est plus montré à personne");
  await page.goto(address);
  await expect(page.locator("audio")).toHaveCount(0);
  await signIn(page, "animatrice", "/animation/retraits");
  await send(page, page.getByRole("link", { name: "Voir ce qui est en cause" }).last());
  await expect(page.locator("h1")).toHaveText("Notre émission");
});
