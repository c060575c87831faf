// Sign-in checklist, lines 60 and 61: where one goes after signing in.
import { readFile } from "node:fs/promises";
import { address, expect, expectIn, test } from "../support/checklist.mjs";

/** Each line is a text as JSON writes it, so that control characters can be seen. The domain's own tests read the same list. */
const list = new URL("../../app/domain/src/paths/openredirects.txt", import.meta.url);

test.describe("checklist: return address @screen", () => {
  test("60 openredirects.txt: one goes back to a path of this portal, and nowhere else", async ({ visitor, another }) => {
    const forms = (await readFile(list, "utf8")).split("\n").filter(Boolean).map((line) => JSON.parse(line));
    expect(forms.length).toBeGreaterThan(150);
    forms.push(`/${"a".repeat(2048)}`, `/?${"b".repeat(2048)}`);
    for (const form of forms) {
      // Each in a browser of its own: one that signs in hundreds of times in a minute is held up.
      const answer = await another().signIn("ent", "prof1", { back: form });
      expectIn(answer, "/");
    }
    for (const path of ["/", "/projets", "/a?b=1#c", "/recherche?q=l%27eau&page=2", "/projets/radio/modifier?x=//y", `/${"a".repeat(2047)}`]) {
      const answer = await visitor.signIn("ent", "prof1", { back: path });
      expectIn(answer, path);
      expect(new URL(answer.location).origin).toBe(address);
    }
    const twice = await visitor.signIn("ent", "prof1", { path: "/connexion/ent?retour=/projets&retour=//ailleurs.example" });
    expect(new URL(twice.location).origin).toBe(address);
  });

  test("61 the provider is not told where one was going", async ({ world, visitor }) => {
    const path = "/moi/projets?cle=tres-personnelle-4711";
    const begun = await visitor.ask(`/connexion/ent?retour=${encodeURIComponent(path)}`);
    const sent = new URL(begun.location);
    for (const [name, value] of sent.searchParams) {
      for (const text of [value, Buffer.from(value, "base64url").toString("latin1"), Buffer.from(value, "hex").toString("latin1")]) {
        expect(text, name).not.toContain("4711");
      }
    }
    for (const cookie of begun.cookies) expect(decodeURIComponent(cookie)).not.toContain("4711");
    expect(await world.column("SELECT return_to FROM sign_in_attempt WHERE return_to LIKE '%4711%'"), "the portal keeps it").toEqual([path]);
    const back = await visitor.comeBackAs("ent", "prof1", { path: begun.location });
    expect(back).not.toContain("4711");
    expectIn(await visitor.ask(back), path);
  });
});
