// A class is heard and seen: recordings, a film and documents, from the disk to the page that everyone reads.
import { expect, signIn, signOut, test, title, violations } from "../support/site.mjs";
import { film, height, width } from "../support/films.mjs";
import { slowLine } from "../support/line.mjs";
import { file } from "../support/pictures.mjs";
import { done, publish, save, sayNobody, send, writeSheet } from "../support/sheets.mjs";
import { wav } from "../support/sounds.mjs";

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n");
const KEPT = "Fichier joint. Ouvrez sa page pour dire ce que c’est, et qui l’on y reconnaît.";
const SAID = ["Voici la mare.", "Une grenouille saute."];
const CAPTIONS = `WEBVTT\n\n00:00.000 --> 00:00.400\n${SAID[0]}\n\n00:00.400 --> 00:00.900\n${SAID[1]}\n`;

/** What the island says and shows. */
const status = (page) => page.locator(".upload-status");
/** The titles of what is attached. */
const titles = (page) => page.locator(".attachment-row h2");

/** Begins a sheet, and opens the page of what is attached to it. */
async function beginWithAttachments(page, name) {
  await writeSheet(page, name);
  await save(page);
  await expect(page).toHaveURL(/\/modifier$/);
  await send(page, page.getByRole("link", { name: "Les pièces jointes" }));
}

/** Chooses files: with JavaScript they leave at once, without it by a button. */
async function attach(page, plain, ...files) {
  await page.locator("#attachments").setInputFiles(files);
  if (plain) await send(page, page.getByRole("button", { name: "Envoyer" }));
}

/** From the list to the page of a file. */
async function openAttachment(page, name) {
  await send(page, titles(page).getByRole("link", { name }));
  await expect(page.locator("h1")).toHaveText(name);
  return new URL(page.url()).pathname;
}

/** From the page of a file to the editor. */
async function backToSheet(page) {
  await send(page, page.getByRole("link", { name: "Revenir aux pièces jointes" }));
  await send(page, page.getByRole("link", { name: "Revenir au projet" }));
}

test("a recording is described, declared, heard and saved @plain", async ({ page, plain, request }) => {
  const name = title("La classe à la radio");
  const isAccessible = async () => {
    if (!plain) expect(await violations(page)).toEqual([]);
  };
  await beginWithAttachments(page, name);

  await attach(page, plain, file("devoirs.exe", Buffer.from("MZ"), "application/pdf"), file("Grille.pdf", pdf, "application/pdf"));
  await expect(titles(page)).toHaveText(["Grille"]);
  const refused = plain ? page.locator("#attachments-erreur") : status(page);
  await expect(refused).toContainText("« devoirs.exe » : Ce fichier n’est ni un PDF, ni un document ODF ou DOCX");
  // What was refused is still named once the other is kept.
  if (!plain) await expect(refused).toContainText(KEPT);
  await isAccessible();
  await attach(page, plain, file("notre_émission.wav", wav(), "audio/wav"));
  // Sent by the button, one alone is described at once; what leaves by itself takes nobody elsewhere.
  if (!plain) {
    await expect(titles(page)).toHaveText(["Grille", "notre émission"]);
    await expect(status(page)).toHaveText(KEPT);
    await openAttachment(page, "notre émission");
  }
  await expect(page.locator("h1")).toHaveText("notre émission");
  await isAccessible();
  const sound = new URL(page.url()).pathname;
  await page.fill("#title", "Notre émission");
  await page.fill("#transcript", "Bonjour à tous, ici la classe de CE1.");
  await send(page, page.locator("button[value=describe]"));
  await expect(done(page)).toHaveText("C’est noté.");

  // What is not said yet is named when the sheet is handed over, and leads back here.
  await send(page, page.getByRole("link", { name: "Revenir aux pièces jointes" }));
  await send(page, page.getByRole("button", { name: "Monter : Notre émission" }));
  await expect(titles(page)).toHaveText(["Notre émission", "Grille"]);
  const grid = await page.getByRole("link", { name: "Grille" }).getAttribute("href");
  await send(page, page.getByRole("link", { name: "Revenir au projet" }));
  await send(page, page.locator(".editor-bar button[value=submit]"));
  await expect(page.locator(".error-summary a")).toHaveText([
    "Pièces jointes : Pièce jointe 1 : dites si l’on peut y reconnaître des élèves.",
    "Pièces jointes : Pièce jointe 2 : dites si l’on peut y reconnaître des élèves.",
  ]);
  for (const medium of [sound, grid]) {
    await page.goto(medium);
    await sayNobody(page);
  }
  await backToSheet(page);
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

test("several files leave one after the other, and one sees how far they have come", async ({ page }) => {
  await beginWithAttachments(page, title("Trois fichiers joints"));
  const bar = status(page).locator("progress");
  const speed = await slowLine(page);
  const sound = wav(120);
  // It would take ten seconds, and takes no longer than its progress is looked for.
  await speed(sound.length / 10);
  const papers = ["Grille", "Consignes"].map((name) => file(`${name}.pdf`, pdf, "application/pdf"));
  await attach(page, false, file("une_émission.wav", sound, "audio/wav"), ...papers);
  await expect(status(page)).toContainText("Envoi du fichier 1 sur 3…");
  await expect(bar).toBeVisible();
  await expect.poll(() => bar.evaluate((progress) => progress.position)).toBeGreaterThan(0);
  await expect(titles(page)).toHaveCount(0);
  await speed(-1);

  const all = ["une émission", "Grille", "Consignes"];
  await expect(titles(page)).toHaveText(all);
  await expect(status(page)).toHaveText(KEPT);
  await expect(bar).toHaveCount(0);
  // Nothing is left that the button would send once more.
  await expect(page.locator("#attachments")).toHaveValue("");
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await expect(titles(page)).toHaveText(all);
});

test("a film plays with its captions, and is sent in the parts that are asked for", async ({ page, request, viewer }) => {
  const name = title("La mare en film");
  await beginWithAttachments(page, name);
  await attach(page, false, file("la_mare.webm", await film(viewer), "video/webm"));
  await expect(page.locator(".attachment-row .picture-rights")).toHaveText("ajoutez des sous-titres, ou écrivez ce que l’on y entend.");
  await openAttachment(page, "la mare");
  await page.fill("#title", "La mare");
  await page.fill("#captions", CAPTIONS);
  await send(page, page.locator("button[value=describe]"));
  await expect(done(page)).toHaveText("C’est noté.");
  for (const said of SAID) await expect(page.locator("#captions")).toHaveValue(new RegExp(said));
  expect(await violations(page)).toEqual([]);
  await sayNobody(page);
  await backToSheet(page);
  const address = await publish(page, name);

  await signOut(page);
  await page.goto(address);
  expect(await violations(page)).toEqual([]);
  const video = page.locator("video");
  await video.evaluate(async (player) => {
    player.muted = true;
    await player.play();
  });
  // A browser does not write how long its films are: that this one goes on, and has its size, says that it is read.
  await expect.poll(() => video.evaluate((player) => player.currentTime)).toBeGreaterThan(0);
  expect(await video.evaluate((player) => [player.videoWidth, player.videoHeight])).toEqual([width, height]);
  await expect.poll(() => video.evaluate((player) => Array.from(player.textTracks[0]?.cues ?? [], (cue) => cue.text))).toEqual(SAID);

  const source = await video.locator("source").getAttribute("src");
  const whole = await request.get(source);
  expect(whole.headers()["content-type"]).toBe("video/webm");
  const bytes = await whole.body();
  const part = await request.get(source, { headers: { range: "bytes=100-199" } });
  expect(part.status()).toBe(206);
  expect(part.headers()["content-range"]).toBe(`bytes 100-199/${bytes.length}`);
  expect((await part.body()).equals(bytes.subarray(100, 200))).toBe(true);
});
