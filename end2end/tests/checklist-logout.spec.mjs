// Sign-in checklist, lines 62 to 67: a provider that signs people out itself.
import { createHmac, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { expect, expectIn, isIn, newcomer, test } from "../support/checklist.mjs";

const event = "http://schemas.openid.net/event/backchannel-logout";
const now = () => Math.floor(Date.now() / 1000);
const said = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a logout token of `person`'s says. */
const claimsOf = (identity, person, more = {}) => ({
  iss: identity.issuer,
  aud: "preau",
  sub: person,
  iat: now(),
  exp: now() + 120,
  jti: randomUUID(),
  events: { [event]: {} },
  ...more,
});

const sign = ({ keys }, claims, header = {}, key = keys.private) =>
  new SignJWT(claims).setProtectedHeader(JSON.parse(JSON.stringify({ alg: "RS256", typ: "logout+jwt", kid: keys.public.kid, ...header }))).sign(key);

/** The provider's server calls: no cookie, and an address of its own as `Origin`. */
async function call(world, token, { row = "ent", form = { logout_token: token }, headers = {} } = {}) {
  const sent = { method: "POST", body: new URLSearchParams(form), headers: { origin: "https://ent.example", ...headers } };
  const answer = await fetch(`${world.portal.url}/connexion/${row}/deconnexion`, sent);
  await answer.text();
  return answer;
}

test.describe("checklist: sign-out by the provider @screen", () => {
  test("62 a good token ends the sessions that it names, and those alone", async ({ world, identity, another }) => {
    const [person, other] = [newcomer(identity), newcomer(identity)];
    const [here, elsewhere, stranger] = [another(), another(), another()];
    for (const [browser, who] of [[here, person], [elsewhere, person], [stranger, other]]) expectIn(await browser.signIn("ent", who));
    // At the provider's, in the first browser: it calls for the session that began there, as it does for everyone.
    const page = await here.ask(`${identity.issuer}/session/end`);
    const [xsrf] = /name="xsrf" value="([^"]+)"/.exec(page.text).slice(1);
    await here.ask(`${identity.issuer}/session/end/confirm`, { form: { xsrf, logout: "yes" } });
    await expect.poll(() => isIn(here)).toBe(false);
    expect([await isIn(elsewhere), await isIn(stranger)], "other sessions of theirs, and other people's").toEqual([true, true]);
    // By subject alone: wherever they are.
    expectIn(await here.signIn("ent", person));
    const answer = await call(world, await sign(identity, claimsOf(identity, person)));
    expect(answer.status).toBe(200);
    expect([await isIn(here), await isIn(elsewhere), await isIn(stranger)]).toEqual([false, false, true]);
    // At another provider the same subject is someone else.
    expectIn(await here.signIn("autre", person));
    expect((await call(world, await sign(identity, claimsOf(identity, person)))).status).toBe(200);
    expect(await isIn(here)).toBe(true);
  });

  test("63 what is not to be believed changes nothing", async ({ world, identity, visitor }) => {
    const person = newcomer(identity);
    expectIn(await visitor.signIn("ent", person));
    const claims = (more) => claimsOf(identity, person, more);
    const { keys } = identity;
    const hs256 = (secret) => {
      const signed = `${said({ alg: "HS256", typ: "logout+jwt", kid: keys.public.kid })}.${said(claims())}`;
      return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
    };
    const bad = {
      nonce: await sign(identity, claims({ nonce: "n" })),
      "no events": await sign(identity, claims({ events: undefined })),
      "another event": await sign(identity, claims({ events: { "https://ailleurs.example": {} } })),
      "wrong aud": await sign(identity, claims({ aud: "un-autre" })),
      "wrong iss": await sign(identity, claims({ iss: "https://ailleurs.example" })),
      expired: await sign(identity, claims({ exp: now() - 120 })),
      "iat old": await sign(identity, claims({ iat: now() - 3600 })),
      "iat ahead": await sign(identity, claims({ iat: now() + 3600 })),
      "no iat": await sign(identity, claims({ iat: undefined })),
      "no jti": await sign(identity, claims({ jti: undefined })),
      nobody: await sign(identity, claims({ sub: undefined })),
      "alg none": `${said({ alg: "none", typ: "logout+jwt" })}.${said(claims())}.`,
      "HS256 with the public key": hs256(keys.publicText),
      "HS256 with the secret": hs256("un-secret-de-test-assez-long-pour-cela"),
      "signed by another": await sign(identity, claims(), {}, keys.stranger),
      "an unknown key": await sign(identity, claims(), { kid: "inconnue" }, keys.stranger),
      "no token": "a.b.c",
      "too long": "a".repeat(20_000),
    };
    for (const [what, token] of Object.entries(bad)) expect((await call(world, token)).status, what).toBe(400);
    const good = await sign(identity, claims());
    const url = `${world.portal.url}/connexion/ent/deconnexion`;
    const others = {
      GET: await fetch(`${url}?logout_token=${good}`),
      JSON: await fetch(url, { method: "POST", body: JSON.stringify({ logout_token: good }), headers: { "content-type": "application/json" } }),
      twice: await fetch(url, { method: "POST", body: new URLSearchParams([["logout_token", good], ["logout_token", good]]) }),
      "of CAS": await call(world, good, { form: { logoutRequest: good } }),
      nothing: await call(world, good, { form: {} }),
    };
    for (const [what, answer] of Object.entries(others)) expect(answer.status, what).toBe(400);
    expect(await isIn(visitor), "still signed in").toBe(true);
    expect((await call(world, good)).status).toBe(200);
    expect(await isIn(visitor)).toBe(false);
  });

  test("64 a token says that it is a logout token, except where the operator says that it need not", async ({ world, identity, visitor }) => {
    const person = newcomer(identity);
    for (const [row, taken] of [["ent", false], ["relache", true]]) {
      for (const typ of ["JWT", undefined]) {
        expectIn(await visitor.signIn(row, person));
        const answer = await call(world, await sign(identity, claimsOf(identity, person), { typ }), { row });
        expect([answer.status, await isIn(visitor)], `${row} ${typ}`).toEqual(taken ? [200, false] : [400, true]);
      }
      expectIn(await visitor.signIn(row, person));
      expect((await call(world, await sign(identity, claimsOf(identity, person), { typ: "at+jwt" }), { row })).status).toBe(400);
      expect(await isIn(visitor)).toBe(true);
    }
  });

  test("65 a token counts once", async ({ world, identity, visitor }) => {
    const person = newcomer(identity);
    expectIn(await visitor.signIn("ent", person));
    const token = await sign(identity, claimsOf(identity, person));
    expect((await call(world, token)).status).toBe(200);
    expect(await isIn(visitor)).toBe(false);
    expectIn(await visitor.signIn("ent", person));
    expect((await call(world, token)).status).toBe(200);
    expect(await isIn(visitor), "it had its effect").toBe(true);
  });

  test("66 an ID token is no logout token", async ({ world, identity, another }) => {
    for (const row of ["ent", "relache"]) {
      const [visitor, person] = [another(), newcomer(identity)];
      expectIn(await visitor.signIn(row, person));
      const sql = "SELECT s.id_token FROM session s JOIN account_identity i ON i.account_id = s.account_id WHERE i.subject = ?";
      const [token] = await world.column(sql, person);
      expect(token.split(".").length).toBe(3);
      expect((await call(world, token, { row })).status, row).toBe(400);
      expect(await isIn(visitor), row).toBe(true);
    }
  });

  test("67 servers are answered whatever browsers say, not without end, and nothing is kept of the answer", async ({ world, identity, visitor }) => {
    const person = newcomer(identity);
    expectIn(await visitor.signIn("parents", person));
    const token = await sign(identity, claimsOf(identity, person));
    const headers = { origin: "https://ailleurs.example", "sec-fetch-site": "cross-site" };
    const good = await call(world, token, { row: "parents", headers });
    expect([good.status, good.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await isIn(visitor)).toBe(false);
    const statuses = {};
    for (let at = 0; at < 700; at += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => call(world, "a.b.c", { row: "parents" })));
      for (const answer of answers) {
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        expect(answer.headers.get("cache-control")).toBe("no-store");
      }
    }
    expect(statuses[400]).toBeGreaterThan(300);
    expect(statuses[429]).toBeGreaterThan(50);
    expect((await call(world, "a.b.c")).status, "another provider is not concerned").toBe(400);
  });
});
