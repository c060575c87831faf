// A need, from the school that has it to the answer that those who back it are told.
import { expect, signIn, test, title, violations } from "../support/site.mjs";
import { words } from "../support/discussions.mjs";

test("a need is filed, backed by another school, answered, and those who back it hear of it @plain @windows", async ({ page, other, plain }) => {
  const isAccessible = async (window) => {
    if (!plain) expect(await violations(window)).toEqual([]);
  };
  // Two that say nearly the same would be offered to each other.
  const [name, service] = plain ? [title("Prises trop loin des fenêtres"), "maintenance"] : [title("Visualiseur de table"), "equipment"];
  await signIn(page, "enseignante", "/besoins");
  await page.goto("/besoins/nouveau");
  await page.fill("[name=title]", name);
  await page.locator(`input[name=service][value=${service}]`).check();
  await page.getByRole("button", { name: words.file }).click();
  await expect(page.locator("#body-erreur")).toBeVisible();
  await expect(page.locator("[name=title]")).toHaveValue(name);
  await isAccessible(page);
  await page.fill("[name=body]", "Pour montrer à tous ce que fait une seule main.");
  await page.getByRole("button", { name: words.file }).click();
  await expect(page.locator("h1")).toHaveText(name);
  await expect(page.locator("#besoin")).toContainText("Déposé");
  await isAccessible(page);
  const need = new URL(page.url()).pathname;

  await signIn(other, "enseignant", "/besoins");
  await other.goto("/besoins?tri=recent");
  await other.getByRole("link", { name, exact: true }).click();
  await other.locator("#besoin").getByRole("button", { name: words.back }).click();
  await expect(other.locator("#besoin").getByText(words.backers(2))).toBeVisible();

  await signIn(page, "elue", need);
  await page.locator("select[name=status]").selectOption("planned");
  await page.locator("textarea[name=answer]").fill("Commandé pour la rentrée de janvier.");
  await page.getByRole("button", { name: words.answerNeed }).click();
  await expect(page.locator("#besoin")).toContainText("Commandé pour la rentrée de janvier.");
  await isAccessible(page);

  await other.goto("/besoins?tri=recent");
  const listed = other.locator(".need-list > li", { hasText: name });
  await expect(listed).toContainText("Prévu");
  await expect(listed).toContainText(words.waits);
  await isAccessible(other);

  // A job tells it, a moment later.
  await expect(async () => {
    await other.goto("/moi/notifications");
    await expect(other.locator("main .notices a", { hasText: name }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000, intervals: [1_000] });
  await isAccessible(other);
});
