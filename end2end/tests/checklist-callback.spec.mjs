// Sign-in checklist, lines 6 to 17: what comes back from a provider.
import { address, cookies, expect, expectIn, expectNobody, isIn, newcomer, test, title } from "../support/checklist.mjs";

const changed = (back, change) => {
  const url = new URL(back);
  change(url.searchParams);
  return url.href;
};

test.describe("checklist: callback @screen", () => {
  test("06 an answer to a browser without the cookie signs nobody in", async ({ world, visitor, faults }) => {
    const back = await visitor.comeBackAs("ent", "prof1");
    visitor.setCookie(cookies.browser);
    await expectNobody(world, visitor, await visitor.ask(back), 400);
    expect(faults.many("token")).toBe(0);
  });

  test("07 the answer of someone else's sign-in signs nobody in", async ({ world, visitor, another, faults }) => {
    const victim = another();
    await victim.ask("/connexion/ent");
    const back = await visitor.comeBackAs("ent", "prof1");
    await expectNobody(world, victim, await victim.ask(back), 400);
    expect(faults.many("token")).toBe(0);
  });

  test("08 an answer has one state that is known", async ({ world, visitor, faults }) => {
    const changes = [
      (query) => query.delete("state"),
      (query) => query.set("state", ""),
      (query) => query.append("state", query.get("state")),
      (query) => query.append("state", "un-autre"),
      (query) => query.set("state", `${query.get("state")}x`),
    ];
    for (const change of changes) {
      const back = await visitor.comeBackAs("ent", "prof1");
      await expectNobody(world, visitor, await visitor.ask(changed(back, change)), 400);
    }
    expect(faults.many("token")).toBe(0);
  });

  test("09 an answer serves once, and the second time the provider is asked nothing", async ({ world, visitor, faults }) => {
    const back = await visitor.comeBackAs("ent", "prof1");
    expectIn(await visitor.ask(back));
    expect(faults.many("token")).toBe(1);
    const again = await visitor.ask(back);
    expect(again.status).toBe(400);
    expect(again.cookies.filter((cookie) => cookie.startsWith(`${cookies.session}=`))).toEqual([]);
    expect(faults.many("token")).toBe(1);
    expect(await isIn(visitor), "the session that there was goes on").toBe(true);
    visitor.setCookie(cookies.session);
    await expectNobody(world, visitor, await visitor.ask(back), 400);
  });

  test("10 an answer that comes after ten minutes is too late", async ({ world, visitor, faults }) => {
    const back = await visitor.comeBackAs("ent", "prof1");
    // As if the time had gone by: what was begun is that much older. A minute less is not too late.
    await world.rows("UPDATE sign_in_attempt SET expires_ms = expires_ms - 540000");
    expectIn(await visitor.ask(back));
    visitor.setCookie(cookies.session);
    const late = await visitor.comeBackAs("ent", "prof1");
    await world.rows("UPDATE sign_in_attempt SET expires_ms = expires_ms - 600000");
    const before = faults.many("token");
    await expectNobody(world, visitor, await visitor.ask(late), 400);
    expect(faults.many("token")).toBe(before);
  });

  test("11 one provider's answer is worth nothing at another's address", async ({ world, visitor, faults }) => {
    const back = await visitor.comeBackAs("ent", "prof1");
    await expectNobody(world, visitor, await visitor.ask(back.replace("/connexion/ent/", "/connexion/autre/")), 400);
    expect(faults.many("token")).toBe(0);
    await expectNobody(world, visitor, await visitor.ask(back), 400);
  });

  test("12 cb_wrong_iss: an answer that names another issuer is refused, whoever it is for", async ({ world, visitor, faults }) => {
    faults.set("cb_wrong_iss");
    for (const row of ["ent", "edifice", "ouvert"]) await expectNobody(world, visitor, await visitor.signIn(row, "prof1"), 400);
    expect(faults.many("token")).toBe(0);
  });

  test("13 cb_no_iss: an answer names its issuer where that is promised, and need not at Edifice", async ({ world, visitor, faults }) => {
    faults.set("cb_no_iss");
    await expectNobody(world, visitor, await visitor.signIn("ent", "prof1"), 400);
    expect(faults.many("token")).toBe(0);
    const back = await visitor.comeBackAs("edifice", "prof1");
    expect(new URL(back).searchParams.has("iss")).toBe(false);
    expectIn(await visitor.ask(back));
  });

  test("14 cb_error: who turns back at the provider's reads why, as text, and the sign-in is used up", async ({ world, visitor }) => {
    const back = await visitor.comeBackAs("ent", "");
    expect(new URL(back).searchParams.get("error")).toBe("access_denied");
    const answer = await visitor.ask(back);
    await expectNobody(world, visitor, answer, 400);
    expect(title(answer)).toBe("La connexion n’a pas eu lieu");
    expect(answer.text).toMatch(/&lt;b onmouseover=alert\(1\)(&gt;|>)Retour/);
    expect(answer.text).not.toContain("<b onmouseover");
    expect(title(await visitor.ask(back))).toBe("Cette connexion n’est plus valable");
  });

  test("15 an answer without one code signs nobody in", async ({ world, visitor, faults }) => {
    const changes = [(query) => query.delete("code"), (query) => query.set("code", ""), (query) => query.append("code", "un-autre")];
    for (const change of changes) {
      const back = await visitor.comeBackAs("ent", "prof1");
      await expectNobody(world, visitor, await visitor.ask(changed(back, change)), 400);
    }
    expect(faults.many("token")).toBe(0);
  });

  test("16 the answer to the provider's is kept by nobody, and leads to an address that says nothing", async ({ visitor }) => {
    const good = await visitor.signIn("ent", "prof1", { back: "/projets?cycle=3" });
    expectIn(good, "/projets?cycle=3");
    const bad = await visitor.ask(`${address}/connexion/ent/retour?code=un-code-qui-passe&state=un-etat-qui-passe`);
    expect(bad.status).toBe(400);
    expect(bad.text, "nor is it in the page of a failure").not.toMatch(/un-code-qui-passe|un-etat-qui-passe/);
    for (const answer of [good, bad]) {
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    }
  });

  test("17 neither codes nor states, tokens, cookies or secrets are in the log", async ({ world, visitor, another, identity, faults }) => {
    const secrets = new Set();
    const note = (back) => ["code", "state"].forEach((name) => secrets.add(new URL(back).searchParams.get(name)));
    for (const names of [[], ["wrong_aud"], ["bad_sig"], ["token_500"], ["token_html"], ["userinfo_401", "bare"], ["no_id_token"]]) {
      for (const row of ["ent", "ouvert"]) {
        const other = another();
        faults.set(...names);
        const back = await other.comeBackAs(row, newcomer(identity));
        note(back);
        await other.ask(back);
        for (const name of Object.values(cookies)) secrets.add(other.cookie(name));
      }
    }
    faults.set();
    // A code that the provider does not know, and one that served.
    const back = await visitor.comeBackAs("ent", "prof1");
    note(back);
    await visitor.ask(changed(back, (query) => query.set("code", "un-code-qui-n-en-est-pas-un")));
    await visitor.ask(back);
    expectIn(await visitor.signIn("ent", "prof1"));
    secrets.add(visitor.cookie(cookies.session));
    await visitor.ask("/deconnexion", { form: {} });
    const log = world.portal.log();
    expect(log, "the log was looked at").toContain("a sign-in failed at the provider");
    for (const secret of [...secrets, ...faults.secrets, "un-code-qui-n-en-est-pas-un", "un-secret-de-test-assez-long-pour-cela"]) {
      if (secret && secret.length > 1) expect(log.includes(secret), `${secret} was written down`).toBe(false);
    }
    expect(faults.secrets.size).toBeGreaterThan(20);
  });
});
