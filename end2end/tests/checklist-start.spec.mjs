// Sign-in checklist, lines 1 to 5: how a sign-in starts.
import { createHash } from "node:crypto";
import { address, cookies, expect, expectIn, test } from "../support/checklist.mjs";

const about = (answer) => new URL(answer.location).searchParams;
const unguessable = /^[A-Za-z0-9_-]{22,}$/;

test.describe("checklist: start @screen", () => {
  test("01 the cookie of a sign-in under way is bound to this host, out of reach of scripts, and lasts ten minutes", async ({ visitor }) => {
    const answer = await visitor.ask("/connexion/ent");
    expect(answer.status).toBe(303);
    const [cookie] = answer.cookies.filter((cookie) => cookie.startsWith(`${cookies.browser}=`));
    const [pair, ...attributes] = cookie.split("; ");
    expect(pair.split("=")[1]).toMatch(unguessable);
    expect(attributes.filter((part) => !part.startsWith("Max-Age")).sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    const age = Number(attributes.find((part) => part.startsWith("Max-Age")).split("=")[1]);
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThanOrEqual(600);
  });

  test("02 state, nonce and verifier are unguessable, and new at every start", async ({ visitor, faults }) => {
    const many = 5;
    const seen = { state: new Set(), nonce: new Set(), verifier: new Set() };
    for (let start = 0; start < many; start++) {
      const sent = about(await visitor.ask("/connexion/ent"));
      seen.state.add(sent.get("state"));
      seen.nonce.add(sent.get("nonce"));
      expectIn(await visitor.signIn("ent", "prof1"));
      seen.verifier.add(faults.exchanges.at(-1).code_verifier);
    }
    for (const [name, values] of Object.entries(seen)) {
      expect(values.size, name).toBe(many);
      for (const value of values) expect(value, name).toMatch(unguessable);
    }
    // 43 characters of base64url are 256 bits; a verifier may have no fewer (RFC 7636).
    for (const verifier of seen.verifier) expect(verifier.length).toBeGreaterThanOrEqual(43);
  });

  test("03 the provider is asked with an S256 challenge, the very callback address, and its own scopes", async ({ visitor, faults }) => {
    for (const [row, scope] of [["ent", "openid profile email"], ["autre", "openid profile"]]) {
      const begun = await visitor.ask(`/connexion/${row}`);
      const sent = about(begun);
      expect(sent.get("response_type")).toBe("code");
      expect(sent.get("client_id")).toBe("preau");
      expect(sent.get("redirect_uri")).toBe(`${address}/connexion/${row}/retour`);
      expect(sent.get("scope").split(" ").sort()).toEqual(scope.split(" ").sort());
      expect(sent.get("code_challenge_method")).toBe("S256");
      // What is shown once is what proves it later.
      expectIn(await visitor.signIn(row, "prof1", { path: begun.location }));
      const { code_verifier, redirect_uri } = faults.exchanges.at(-1);
      expect(createHash("sha256").update(code_verifier).digest("base64url")).toBe(sent.get("code_challenge"));
      expect(redirect_uri).toBe(`${address}/connexion/${row}/retour`);
    }
  });

  test("04 a provider that is unknown or switched off is not there", async ({ visitor }) => {
    for (const row of ["inconnu", "eteint", "ENT", "ent%2f..", "%00"]) {
      for (const path of [`/connexion/${row}`, `/connexion/${row}/retour?code=a&state=b`]) {
        const answer = await visitor.ask(path);
        expect(answer.status, path).toBe(404);
        expect(answer.location, path).toBeNull();
      }
    }
    const page = await visitor.ask("/connexion");
    expect(page.text).toContain("/connexion/ent?");
    expect(page.text).not.toContain("eteint");
  });

  test("05 two tabs that start at once both succeed", async ({ visitor }) => {
    const [one, two] = [await visitor.ask("/connexion/ent?retour=/projets"), await visitor.ask("/connexion/ent?retour=/aide")];
    expectIn(await visitor.signIn("ent", "prof1", { path: two.location }), "/aide");
    expectIn(await visitor.signIn("ent", "prof1", { path: one.location }), "/projets");
  });
});
