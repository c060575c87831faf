// Our own fault, as people are told it: in French, with a number to give us, and nothing of the cause.
import { expect, test, violations } from "../support/site.mjs";

test("a page that fails says so in French, gives a number, and shows nothing of its cause @plain", async ({ page, javaScriptEnabled }) => {
  const answer = await page.goto(`${process.env.BROKEN_URL}/territoire`);
  expect(answer.status()).toBe(500);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.locator("h1")).toHaveText("Quelque chose s’est mal passé");
  await expect(page.locator(".lead")).toContainText("L’erreur vient de nous, pas de vous");
  const number = answer.headers()["x-request-id"];
  expect(number).toMatch(/^[0-9a-f]+$/);
  await expect(page.locator(".error-page code")).toHaveText(number);
  expect(await answer.text()).not.toMatch(/no such table|sqlx|SELECT|panicked|backtrace|\.rs:/);
  if (javaScriptEnabled !== false) expect(await violations(page)).toEqual([]);
  // The rest of the portal goes on.
  await page.getByRole("link", { name: "Accessibilité" }).click();
  await expect(page.locator("h1")).not.toHaveText("Quelque chose s’est mal passé");
});
