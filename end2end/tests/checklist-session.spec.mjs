// Sign-in checklist, lines 54 to 59: sessions, how they end, and what comes after.
import { address, cookies, expect, expectIn, isIn, newcomer, test } from "../support/checklist.mjs";

const hours = 3_600_000;

/** What a script of an open page is told. */
const told = async (visitor) => (await visitor.ask("/moi/projets", { headers: { accept: "application/json" } })).status;

/** Another browser with the session `value`. */
function inAnother(another, value) {
  const visitor = another();
  visitor.setCookie(cookies.session, value);
  return visitor;
}

const sessions = (answer) => [...answer.text.matchAll(/name="session" value="([^"]+)"/g)].map(([, key]) => key);

test.describe("checklist: sessions @screen", () => {
  test("54 a session is new at sign-in, and dead after another role, another sign-in and a sign-out", async ({ world, visitor, another, identity }) => {
    const person = newcomer(identity, { email: `role-${Date.now()}@ent.example` });
    const planted = "une-session-choisie-par-quelqu-un-d-autre-00000";
    visitor.setCookie(cookies.session, planted);
    const seen = [planted];
    const signIn = async () => {
      expectIn(await visitor.signIn("ent", person));
      const session = visitor.cookie(cookies.session);
      expect(seen).not.toContain(session);
      seen.push(session);
      expect(await told(visitor)).toBe(200);
      for (const old of seen.slice(0, -1)) expect(await told(inAnother(another, old)), "the one before").toBe(401);
    };
    await signIn();
    await signIn();
    await world.preau("admin", "grant", identity.people[person].email, "animator");
    expect(await told(visitor), "another role").toBe(401);
    await signIn();
    await visitor.ask("/deconnexion", { form: {} });
    expect(visitor.cookie(cookies.session)).toBeUndefined();
    expect(await told(inAnother(another, seen.at(-1))), "signed out").toBe(401);
  });

  test("55 who comes back as someone else ends the session that there was", async ({ visitor, another, identity }) => {
    const [one, two] = [newcomer(identity, { given_name: "Premiere" }), newcomer(identity, { given_name: "Seconde" })];
    expectIn(await visitor.signIn("ent", one));
    const former = visitor.cookie(cookies.session);
    visitor.forget(identity.issuer);
    expectIn(await visitor.signIn("ent", two));
    expect((await visitor.ask("/moi")).text).toContain("Seconde");
    expect(await told(inAnother(another, former))).toBe(401);
  });

  test("56 a session unused for eight hours, or begun twelve hours ago, has ended", async ({ world, another, identity }) => {
    const aged = async (column, ms) => {
      const [visitor, person] = [another(), newcomer(identity)];
      expectIn(await visitor.signIn("ent", person));
      const of = "account_id = (SELECT account_id FROM account_identity WHERE subject = ?)";
      await world.rows(`UPDATE session SET ${column} = ${column} - ${ms} WHERE ${of}`, person);
      return isIn(visitor);
    };
    const minute = 60_000;
    expect(await aged("seen_ms", 8 * hours - minute), "almost eight hours").toBe(true);
    expect(await aged("seen_ms", 8 * hours), "eight hours").toBe(false);
    expect(await aged("expires_ms", 12 * hours - minute), "almost twelve hours").toBe(true);
    expect(await aged("expires_ms", 12 * hours), "twelve hours").toBe(false);
  });

  test("57 signing out takes a form, kills the row, then leads to the provider with the ID token", async ({ world, visitor, identity, another }) => {
    const person = newcomer(identity);
    const many = () => world.column("SELECT COUNT(*) FROM session s JOIN account_identity i ON i.account_id = s.account_id WHERE i.subject = ?", person);
    expectIn(await visitor.signIn("ent", person));
    const session = visitor.cookie(cookies.session);
    expect((await visitor.ask("/deconnexion")).status, "a link does nothing").toBe(405);
    expect((await visitor.ask("/deconnexion", { form: {}, headers: { origin: "https://ailleurs.example" } })).status).toBe(403);
    expect(await isIn(visitor)).toBe(true);
    expect(await many()).toEqual([1]);
    const out = await visitor.ask("/deconnexion", { form: {} });
    expect(out.status).toBe(303);
    const there = new URL(out.location);
    expect(`${there.origin}${there.pathname}`).toBe(`${identity.issuer}/session/end`);
    const hint = JSON.parse(Buffer.from(there.searchParams.get("id_token_hint").split(".")[1], "base64url"));
    expect(hint.sub).toBe(person);
    expect(there.searchParams.get("post_logout_redirect_uri")).toBe(`${address}/`);
    expect(out.headers.get("clear-site-data")).toContain("cache");
    expect(await many()).toEqual([0]);
    expect(await isIn(inAnother(another, session))).toBe(false);
    // The provider takes the hint for one of its own.
    expect((await visitor.ask(out.location)).status).toBe(200);
  });

  test("58 after a sign-out the provider asks again who is there", async ({ visitor, identity }) => {
    const person = newcomer(identity);
    expectIn(await visitor.signIn("ent", person));
    expect(visitor.wasAsked).toBe(true);
    expectIn(await visitor.signIn("ent", person));
    expect(visitor.wasAsked, "it knows the browser").toBe(false);
    await visitor.ask("/deconnexion", { form: {} });
    expect(visitor.cookie(cookies.left)).toBeTruthy();
    expect(new URL((await visitor.ask("/connexion/ent")).location).searchParams.get("prompt")).toBe("login");
    expectIn(await visitor.signIn("ent", person));
    expect(visitor.wasAsked, "it asks though it knows the browser").toBe(true);
    expect(visitor.cookie(cookies.left)).toBeUndefined();
    // Edifice takes leave in its own way.
    expectIn(await visitor.signIn("edifice", person));
    const out = await visitor.ask("/deconnexion", { form: {} });
    expect(out.location).toBe(`${identity.issuer}/auth/logout?callback=${encodeURIComponent(`${address}/`)}`);
  });

  test("59 one sees where one is signed in, and ends sessions there", async ({ visitor, another, identity }) => {
    const [person, other] = [newcomer(identity), newcomer(identity)];
    const [elsewhere, third, stranger] = [another(), another(), another()];
    for (const browser of [elsewhere, third, visitor]) expectIn(await browser.signIn("ent", person));
    expectIn(await stranger.signIn("ent", other));
    const keys = sessions(await visitor.ask("/moi/sessions"));
    expect(keys.length, "all but this one").toBe(2);
    expect((await stranger.ask("/moi/sessions", { form: { session: keys[0] } })).status).toBe(404);
    expect((await visitor.ask("/moi/sessions", { form: { session: keys[0] } })).sentTo).toBe("/moi/sessions?fait=fin");
    expect([await isIn(elsewhere), await isIn(third)].filter(Boolean).length, "one of the two has ended").toBe(1);
    expect((await visitor.ask("/moi/sessions", { form: { do: "others" } })).status).toBe(303);
    expect([await isIn(elsewhere), await isIn(third)]).toEqual([false, false]);
    expect([await isIn(visitor), await isIn(stranger)]).toEqual([true, true]);
  });
});
