// Masking a face for good: what is proved is what the disk holds.
import { expect, signOut, test, title, violations } from "../support/site.mjs";
import { slide } from "../support/finger.mjs";
import { hold, press, tabTo } from "../support/keyboard.mjs";
import { face, file, png, portrait, poster } from "../support/pictures.mjs";
import { addPictures, beginWithPicture, declareNobody, done, openPicture, publish, send, writeSheet } from "../support/sheets.mjs";
import { contrast, storedFiles } from "../support/stored.mjs";

/** Somewhat more than the face, in hundredths of the picture. */
const AROUND = { left: 26, top: 20, width: 28, height: 50 };
const NAMES = ["1280.webp", "320.webp", "640.webp", "apercu.jpg"];
const MASKED = "C’est masqué pour de bon : ce qui était dessous n’existe plus nulle part.";

const maskButton = (page) => page.getByRole("button", { name: "Masquer pour de bon" });
const addButton = (page) => page.getByRole("button", { name: "Ajouter une zone" });

/** The face is in every file of the first revision, and there is no other. */
async function faceIsStored(folder, viewer, picture) {
  const files = await storedFiles(folder, picture);
  expect(files.map((stored) => stored.path)).toEqual(NAMES);
  for (const { path, bytes } of files) {
    expect(await contrast(viewer, bytes, face), `the face in ${path}`).toBeGreaterThan(100);
    expect(await contrast(viewer, bytes, poster), `the poster in ${path}`).toBeGreaterThan(100);
  }
}

/** No file of the first revision is left, and in none of the others is anything of the face; what was not masked is as it was. */
async function faceIsGone(folder, viewer, picture) {
  const files = await storedFiles(folder, picture);
  expect(files.map((stored) => stored.name)).toEqual(NAMES);
  for (const { path, bytes } of files) {
    expect(path, "in the folder of a later revision").toMatch(/^\d+\/[^/]+$/);
    expect(await contrast(viewer, bytes, face), `the face in ${path}`).toBeLessThan(30);
    expect(await contrast(viewer, bytes, poster), `the poster in ${path}`).toBeGreaterThan(100);
  }
}

/** The zones shown over the picture, in thousandths. */
function drawn(page) {
  const sides = (all) => all.map((zone) => ["x", "y", "width", "height"].map((side) => Number(zone.getAttribute(side))));
  return page.locator(".mask-frame rect").evaluateAll(sides);
}

/** The one zone that is shown stands around the face, but for `slack` thousandths. */
async function oneZoneIsDrawn(page, slack) {
  const wanted = [AROUND.left, AROUND.top, AROUND.width, AROUND.height].map((part) => part * 10);
  const look = async () => {
    const zones = await drawn(page);
    expect(zones).toHaveLength(1);
    zones[0].forEach((part, at) => expect(Math.abs(part - wanted[at]), `${zones[0]}`).toBeLessThanOrEqual(slack));
  };
  // What a finger does is told to the page a moment later.
  await expect(look).toPass({ timeout: 5_000 });
}

/** A mouse and a finger stop at whole pixels. */
const PIXELS = 8;

/** Where on the screen the upper left and the lower right corner of a zone are. */
async function corners(page, zone) {
  // The page is awake.
  await expect(addButton(page)).toBeVisible();
  await page.locator(".mask-frame img").evaluate((image) => image.decode());
  const frame = page.locator(".mask-frame svg");
  await frame.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = await frame.boundingBox();
  const at = (x, y) => [box.x + (box.width * x) / 100, box.y + (box.height * y) / 100];
  return [at(zone.left, zone.top), at(zone.left + zone.width, zone.top + zone.height)];
}

/** Draws a zone with the mouse, from corner to corner. */
async function draw(page, zone) {
  const [from, to] = await corners(page, zone);
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 5 });
  await page.mouse.up();
}

/** How far down the page is read. */
const scrolled = (page) => page.evaluate(() => window.scrollY);

/** Types the numbers of a zone, and has it shown. */
async function lookAt(page, zone) {
  for (const [part, number] of Object.entries(zone)) await page.fill(`input[name="zone-1-${part}"]`, String(number));
  await send(page, page.getByRole("button", { name: "Voir où elles tombent" }));
}

test("a face that is masked is in no file any more, from the disk to the page that everyone reads @plain", async ({ page, demo, plain, viewer }) => {
  test.setTimeout(180_000);
  const name = title("La mascotte sans visage");
  await writeSheet(page, name);
  const [picture] = await addPictures(page, plain, file("portrait.png", portrait()));
  await page.fill(`#alt-${picture}`, "La mascotte devant une affiche");
  await openPicture(page, picture);
  await faceIsStored(demo.folder, viewer, picture);
  if (plain) {
    await lookAt(page, AROUND);
  } else {
    await draw(page, AROUND);
    expect(await violations(page)).toEqual([]);
  }
  await oneZoneIsDrawn(page, plain ? 0 : PIXELS);
  await faceIsStored(demo.folder, viewer, picture);
  await send(page, maskButton(page));
  await expect(done(page)).toHaveText(MASKED);
  expect(await drawn(page)).toEqual([]);
  await faceIsGone(demo.folder, viewer, picture);
  await declareNobody(page);
  await expect(page.locator(`#image-${picture} .picture-rights`)).toHaveText("Aucun élève reconnaissable");

  const address = await publish(page, name);
  await signOut(page);
  await page.goto(address);
  const shown = page.locator(".project-cover img");
  await expect(shown).toHaveAttribute("alt", "La mascotte devant une affiche");
  const served = await page.request.get(await shown.getAttribute("src"));
  expect(await contrast(viewer, await served.body(), face)).toBeLessThan(30);
  await faceIsGone(demo.folder, viewer, picture);
});

test("zones are set, led, stretched and taken away by keyboard alone", async ({ page, demo, plain, viewer }) => {
  const picture = await beginWithPicture(page, plain, title("Au clavier"), file("portrait.png", portrait()));
  await faceIsStored(demo.folder, viewer, picture);
  await press(page, addButton(page));
  await expect(page.locator("#zone-1")).toBeFocused();
  expect(await drawn(page)).toEqual([[400, 400, 200, 200]]);
  await hold(page, "ArrowLeft", 14);
  await hold(page, "ArrowUp", 20);
  await hold(page, "Shift+ArrowRight", 8);
  await hold(page, "Shift+ArrowDown", 30);
  const zones = page.locator("input[name=zones]");
  await expect(zones).toHaveValue("260,200,280,500");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Shift+Tab");
  await expect(addButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#zone-2")).toBeFocused();
  await expect(zones).toHaveValue("260,200,280,500;400,400,200,200");
  await page.keyboard.press("Delete");
  await expect(zones).toHaveValue("260,200,280,500");
  await tabTo(page, maskButton(page));
  await page.keyboard.press("Enter");
  await expect(done(page)).toHaveText(MASKED);
  await faceIsGone(demo.folder, viewer, picture);
});

test.describe("by finger", () => {
  test.use({ hasTouch: true });

  test("a face is masked by a finger, and the page stays where it is meanwhile", async ({ page, demo, plain, viewer }) => {
    const picture = await beginWithPicture(page, plain, title("Au doigt"), file("portrait.png", portrait()));
    await faceIsStored(demo.folder, viewer, picture);
    const [upper, lower] = await corners(page, AROUND);
    const before = await scrolled(page);
    // Upwards, as a finger goes that leads to the rest of the page.
    await slide(page, lower, upper);
    await oneZoneIsDrawn(page, PIXELS);
    expect(await scrolled(page)).toBe(before);
    await send(page, maskButton(page));
    await expect(done(page)).toHaveText(MASKED);
    await faceIsGone(demo.folder, viewer, picture);
    // Beside the picture the same finger does lead there: above, nothing but the picture held the page.
    const top = await scrolled(page);
    await slide(page, [4, 600], [4, 300]);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(top);
  });
});

test.describe("in numbers", () => {
  // With JavaScript, zones are drawn.
  test.use({ javaScriptEnabled: false });

  test("numbers that were looked at are corrected before anything is masked", async ({ page, plain }) => {
    await beginWithPicture(page, plain, title("En chiffres"), file("dessin.png", png()));
    await lookAt(page, { left: "12,5", top: 10, width: 20, height: 30 });
    expect(await drawn(page)).toEqual([[125, 100, 200, 300]]);
    await lookAt(page, { left: 60, top: 10, width: 20, height: 30 });
    // Only what the numbers say now: what is masked by mistake does not come back.
    expect(await drawn(page)).toEqual([[600, 100, 200, 300]]);
    await lookAt(page, { left: 90, top: 10, width: 20, height: 30 });
    await expect(page.locator("#zones-erreur")).toHaveText("Une zone sort de l’image, ou n’est pas faite de quatre nombres entre 0 et 100.");
    await expect(page.locator('input[name="zone-1-left"]')).toHaveValue("90");
  });
});
