// A project for its school alone is lent to families by a secret link, until a day.
import { expect, signIn, signOut, test, title, violations } from "../support/site.mjs";
import { publish, send, writeSheet } from "../support/sheets.mjs";

test("a secret link opens a project that is not public, and is closed again @plain", async ({ page, plain, browser, baseURL }) => {
  const name = title("Trois jours au bord de l’océan");
  const isAccessible = async () => {
    if (!plain) expect(await violations(page)).toEqual([]);
  };
  await writeSheet(page, name);
  await page.locator("input[name=visibility][value=school]").check();
  const address = await publish(page, name);

  await signIn(page, "enseignante", address);
  await send(page, page.getByRole("link", { name: "Dates et lien secret" }));
  await isAccessible();
  await page.fill("#school_from", "2030-01-02");
  await page.fill("#school_until", "2030-01-01");
  await send(page, page.getByRole("button", { name: "Enregistrer les dates" }));
  await expect(page.locator("#school_until-erreur")).toHaveText("La fin vient avant le début.");
  await expect(page.locator("#school_from")).toHaveValue("2030-01-02");
  await isAccessible();
  await page.fill("#school_from", "");
  await page.fill("#school_until", "2030-06-30");
  await send(page, page.getByRole("button", { name: "Enregistrer les dates" }));
  await expect(page.locator(".lead")).toContainText("l’école (jusqu’au 30/06/2030)");

  await send(page, page.getByRole("button", { name: "Préparer un lien" }));
  await isAccessible();
  const link = await page.locator("#lien").inputValue();
  expect(link.startsWith(baseURL)).toBe(true);

  const family = await browser.newContext({ baseURL, javaScriptEnabled: !plain });
  const phone = await family.newPage();
  expect((await phone.goto(address)).status()).toBe(404);
  await phone.goto(link);
  await expect(phone).toHaveURL(address);
  await expect(phone.locator("h1")).toHaveText(name);
  await expect(phone.locator(".project-share")).toHaveCount(0);
  if (!plain) expect(await violations(phone)).toEqual([]);

  // On a device that others use: it forgets the link, which is still good.
  await send(phone, phone.locator(".notice").getByRole("button", { name: "Ne plus le garder sur cet appareil" }));
  await expect(phone).toHaveURL("/");
  expect((await phone.goto(address)).status()).toBe(404);
  expect((await phone.goto(link)).status()).toBe(200);
  await expect(phone).toHaveURL(address);
  await expect(phone.locator("h1")).toHaveText(name);

  await page.goto(`${address}/ouverture`);
  await send(page, page.getByRole("button", { name: "Supprimer le lien" }));
  expect((await phone.goto(address)).status()).toBe(404);
  expect((await phone.goto(link)).status()).toBe(404);
  await family.close();
  await signOut(page);
});
