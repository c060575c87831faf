// A picture of every page, to be looked at: `npm run screenshots`, then results/.
import { everyPage, signIn, signOut, test } from "../support/site.mjs";

test("every page, as people see it", async ({ page }, info) => {
  test.setTimeout(600_000);
  for (const [name, path, person] of await everyPage(page)) {
    await signOut(page);
    if (person) await signIn(page, person);
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(path, { waitUntil: "networkidle" });
      await page.screenshot({ path: `results/${info.project.name}-${scheme}-${name.replaceAll(" ", "-")}.png`, fullPage: true });
    }
  }
});
