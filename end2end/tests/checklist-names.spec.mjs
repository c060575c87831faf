// Sign-in checklist, line 49: what a provider says of a person runs nowhere, in a real browser too.
import { cookies, expect, expectIn, newcomer, test } from "../support/checklist.mjs";

const tag = "<img src=x onerror=window.broken=1>";
const payloads = [`${tag}`, `"'><script>window.broken=1</script>`, "</title><script>window.broken=1</script>", "=HYPERLINK(\"http://ailleurs.example\")"];

test.describe("checklist: names @screen", () => {
  test("49 xss: names and schools are written as text on every page", async ({ world, another, identity, page }) => {
    const admin = newcomer(identity, { email: `admin-${Date.now()}@ent.example` });
    const desk = another();
    expectIn(await desk.signIn("ent", admin));
    await world.preau("admin", "grant", identity.people[admin].email, "admin");
    await world.preau("admin", "grant", identity.people[admin].email, "animator");
    expectIn(await desk.signIn("ent", admin));
    for (const payload of payloads) {
      for (const ENTPersonProfils of ["National_ENS", payload]) {
        const visitor = another();
        const more = { given_name: payload, family_name: "Fin", ENTPersonProfils, ENTPersonStructRattachRNE: payload, uid: payload };
        expectIn(await visitor.signIn("ent", newcomer(identity, more)));
        for (const [reader, paths] of [[visitor, ["/", "/moi", "/moi/identites", "/moi/donnees", "/projets"]], [desk, ["/animation/personnes", "/administration/journal"]]]) {
          for (const path of paths) {
            const answer = await reader.ask(path);
            expect(answer.status, path).toBe(200);
            await page.setContent(answer.text.replaceAll(/<link[^>]*>|<script[^>]*src=[^>]*><\/script>/g, ""));
            expect(await page.evaluate(() => [window.broken, document.querySelectorAll("img[src=x]").length]), `${payload} ${path}`).toEqual([undefined, 0]);
          }
        }
      }
    }
    // It was there to be read.
    const waiting = await desk.ask("/animation/personnes");
    expect(waiting.text).toContain("&lt;img src=x onerror=window.broken=1");
    expect(desk.cookie(cookies.session)).toBeTruthy();
  });
});
