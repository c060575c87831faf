// A search is kept from its page, called otherwise, and forgotten; whoever keeps it finds it in their list.
import { expect, signIn, test, title, violations } from "../support/site.mjs";

test("a search is kept, renamed and forgotten @plain", async ({ page, plain }) => {
  const isAccessible = async () => {
    if (!plain) expect(await violations(page)).toEqual([]);
  };
  // Words that no other test searches.
  const words = title("radio");
  const search = `/recherche?q=${encodeURIComponent(words)}`;
  await page.goto(search);
  await expect(page.getByRole("link", { name: "Suivre par flux (Atom)" })).toHaveAttribute("href", /^\/recherche\.atom\?q=radio/);
  await expect(page.locator("form[action='/moi/recherches']")).toHaveCount(0);

  await signIn(page, "enseignante", search);
  await page.locator("summary", { hasText: "Enregistrer cette recherche" }).click();
  await page.locator("select[name=alert]").selectOption("daily");
  await isAccessible();
  await page.getByRole("button", { name: "Enregistrer cette recherche" }).click();
  await expect(page.locator(".notice[role=status]")).toBeVisible();
  const item = page.locator(".saved-searches > li", { hasText: words });
  await expect(item.getByRole("link", { name: words, exact: true })).toBeVisible();
  await expect(item).toContainText("une fois par jour");
  await isAccessible();

  const name = title("Nos ondes");
  await item.locator("summary").click();
  await item.locator("input[name=name]").fill(name);
  await item.locator("select[name=alert]").selectOption("never");
  await item.getByRole("button", { name: "Enregistrer" }).click();
  const renamed = page.locator(".saved-searches > li", { hasText: name });
  await expect(renamed).toContainText("jamais");
  await renamed.getByRole("link", { name, exact: true }).click();
  await expect(page.locator("input[name=q]").first()).toHaveValue(words);
  await page.getByRole("link", { name: "Cette recherche est enregistrée" }).click();
  await renamed.locator("summary").click();
  await renamed.getByRole("button", { name: "Effacer cette recherche" }).click();
  await expect(page.locator(".notice[role=status]")).toBeVisible();
  await expect(renamed).toHaveCount(0);
  await isAccessible();
});
