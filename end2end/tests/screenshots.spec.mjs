// A picture of every page, to be looked at: `npm run screenshots`, then results/.
import { test, visitEveryPage } from "../support/site.mjs";

test("every page, as people see it", async ({ page, ent }, info) => {
  test.setTimeout(600_000);
  await visitEveryPage(page, ent, async (name, path) => {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      // A page that listens to news is never done with the network.
      await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `results/${info.project.name}-${scheme}-${name.replaceAll(" ", "-")}.png`, fullPage: true });
    }
  });
});
