// What the editor's pictures gain with JavaScript: several at once, pasted, dropped, and none lost.
import { expect, signIn, test, title, violations } from "../support/site.mjs";
import { file, png } from "../support/pictures.mjs";
import { kept, listed, save } from "../support/sheets.mjs";

test("several pictures leave at once; one that is none is named, and their order is chosen", async ({ page }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.fill("#title", title("Trois fichiers"));
  const files = [file("un.png", png(400, 300)), file("photo.jpg", Buffer.from("Bonjour"), "image/jpeg"), file("deux.png", png(500, 300))];
  await page.locator("#pictures").setInputFiles(files);
  const cards = page.locator(".picture-card");
  await expect(cards).toHaveCount(2, { timeout: 20_000 });
  await expect(cards.last().getByLabel("Ce que l’on y voit")).toBeFocused();
  // It is still said when all is over.
  const said = "« photo.jpg » : Ce fichier n’est pas une image JPEG, PNG, WebP ou GIF. Il n’a pas été gardé.";
  await expect(page.locator(".upload-status")).toContainText(said);
  await kept(page);
  const [first, second] = await listed(page);
  await save(page);
  expect(await listed(page)).toEqual([first, second]);
  expect(await violations(page)).toEqual([]);
  // Nothing is lost, and nothing says so.
  await expect(page.getByText("Un texte vous attend")).toBeHidden();

  await page.fill(`#place-${second}`, "1");
  await save(page);
  expect(await listed(page)).toEqual([second, first]);
  await expect(cards.first()).toContainText("Image principale");
  await expect(cards.last()).not.toContainText("Image principale");
  await page.goto(page.url().replace(/\/modifier.*$/, ""));
  await expect(page.locator(".project-cover img")).toHaveAttribute("src", new RegExp(`^/fichiers/${second}/`));
  await expect(page.locator(".gallery img")).toHaveAttribute("src", new RegExp(`^/fichiers/${first}/`));
});

/** Gives a field a picture with an event of this kind; whether the field took it, which keeps the browser from doing otherwise. */
function give(field, kind, picture) {
  const dispatch = (element, [kind, content]) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
    data.items.add(new File([bytes], "image.png", { type: "image/png" }));
    const how = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
    return !element.dispatchEvent(kind === "paste" ? new ClipboardEvent(kind, how) : new DragEvent(kind, how));
  };
  return field.evaluate(dispatch, [kind, picture.toString("base64")]);
}

// Nothing is dropped in a browser where « dragover » was not taken: it opens the file instead.
for (const [done, kinds] of [["pasted", ["paste"]], ["dropped", ["dragover", "drop"]]]) {
  test(`a picture that is ${done} into the story stands where the caret is @screen`, async ({ page }) => {
    await signIn(page, "enseignante", "/projets/nouveau");
    await page.fill("#title", title("Dans le récit"));
    await page.fill("#body", "Avant, après.");
    // The page is awake.
    await kept(page);
    const body = page.locator("#body");
    await body.evaluate((field) => field.setSelectionRange(6, 6));
    for (const kind of kinds) expect(await give(body, kind, png(400, 300)), kind).toBe(true);
    await expect(page.locator(".picture-card")).toHaveCount(1, { timeout: 20_000 });
    const [picture] = await listed(page);
    await expect(body).toHaveValue(`Avant,![](image:${picture}) après.`);
    await expect(body).toBeFocused();
    await page.getByRole("button", { name: "Voir ce que cela donne" }).click();
    const shown = page.locator(".preview img");
    await expect(shown).toHaveAttribute("src", new RegExp(`^/fichiers/${picture}/`));
    await shown.scrollIntoViewIfNeeded();
    await expect.poll(() => shown.evaluate((image) => image.naturalWidth)).toBeGreaterThan(0);
  });
}

test("a text that is taken up again takes no picture away @screen", async ({ page, context }) => {
  await signIn(page, "enseignante", "/projets/nouveau");
  await page.locator("#pictures").setInputFiles([file("un.png", png(400, 300)), file("deux.png", png(500, 300))]);
  await expect(page.locator(".picture-card")).toHaveCount(2, { timeout: 20_000 });
  const both = await listed(page);
  // Without a title nothing was kept yet: what is kept now has both.
  await page.fill("#title", title("Deux images et un tunnel"));
  await kept(page);
  const address = page.url();
  await context.setOffline(true);
  await page.fill("#summary", "Sous le tunnel.");
  await expect.poll(() => page.evaluate(() => Object.values(localStorage).join())).toContain("Sous le tunnel.");
  await page.goto("about:blank");
  await context.setOffline(false);
  await page.goto(address);
  expect(await listed(page)).toEqual(both);
  await expect(page.getByText("Un texte vous attend")).toBeVisible();
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Le reprendre" }).click();
  expect((await answer).status()).toBe(200);
  await page.reload();
  await expect(page.locator("#summary")).toHaveValue("Sous le tunnel.");
  expect(await listed(page)).toEqual(both);
});
