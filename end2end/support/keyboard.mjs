// Going through pages by keyboard alone.
import { expect } from "./site.mjs";

/** Reaches an element by the Tab key alone, from where the page is. */
export async function tabTo(page, locator) {
  await locator.waitFor();
  for (let step = 0; step < 400; step++) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key does not reach ${locator}`);
}

export async function type(page, name, text) {
  await tabTo(page, page.locator(`[name="${name}"]`).first());
  await page.keyboard.insertText(text);
}

export async function choose(page, name, value) {
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

export async function press(page, locator) {
  await tabTo(page, locator);
  await page.keyboard.press("Enter");
}

/** Presses a key several times. */
export async function hold(page, key, times) {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

/** Signs in as one of the demo's people, by the Tab and Enter keys. */
export async function signInByKeys(page, person, back) {
  await page.goto(`/connexion?retour=${encodeURIComponent(back)}`);
  await press(page, page.locator(`button[name=personne][value=${person}]`));
  await page.waitForURL((url) => url.pathname === back);
}
