// What the sign-in checklist is tried on (docs/sign-in-checklist.md): the program under an address of its own over https, as behind a
// proxy, and a certified OpenID provider that it knows under several names. Tests of a file run one after the other.
import { test as base, expect } from "@playwright/test";
import { secret, startIdentityProvider } from "./identity.mjs";
import { column, rows } from "./rows.mjs";
import { freePort, runPreau } from "./server.mjs";
import { startPortalOf } from "./portals.mjs";
import { Visitor } from "./visitor.mjs";

export { expect };

/** What the portal is called. Nobody resolves it. */
export const address = "https://preau.exemple.fr";

/** The provider, as the portal is told of it: `ent` as a discovery document says, the others each with what their tests are about. */
function tables(issuer) {
  const given = {
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/me`,
  };
  const { jwks_uri, ...spoken } = given;
  const row = (id, more) => ({ id, label: `Par ${id}`, issuer, client_id: "preau", client_secret: secret, ...more });
  return [
    row("ent", {}),
    row("autre", { scopes: ["openid", "profile"] }),
    row("edifice", { preset: "edifice", kind: "oidc", site: issuer, ...given, scopes: ["openid"], userinfo_mode: "oidc" }),
    row("ouvert", { kind: "oauth2_userinfo", ...spoken, scopes: ["openid"], userinfo_mode: "oidc", logout_endpoint: `${issuer}/adieu` }),
    row("cles", {}),
    row("tournant", {}),
    row("relache", { bcl_require_typ: false }),
    row("parents", { parents: "read" }),
    row("eteint", { enabled: false }),
    { ...row("imposteur", {}), issuer: `${issuer}/autre-nom` },
  ];
}

export const test = base.extend({
  /** The portal and its provider: `portal`, `identity`, and `rows`, `column` of the portal's database, `preau` at the command line. */
  world: [
    async ({}, use) => {
      const [port, provider] = [await freePort(), await freePort()];
      const names = tables("").map((row) => row.id);
      const identity = await startIdentityProvider(provider, address, { rows: names, calls: `http://127.0.0.1:${port}` });
      const served = await startPortalOf(tables(identity.issuer), { port, more: { PREAU_URL: `${address}/`, PREAU_LOG: "json" } });
      const portal = { ...served, address };
      await use({
        portal,
        identity,
        rows: (sql, ...values) => rows(served.folder, sql, ...values),
        column: (sql, ...values) => column(served.folder, sql, ...values),
        preau: (...words) => runPreau(["--config", served.config, ...words], served.folder, { PREAU_URL: `${address}/` }),
      });
      await served.stop();
      await identity.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  /** The provider, which does right when a test begins. */
  identity: async ({ world }, use) => {
    world.identity.faults.clear();
    await use(world.identity);
    world.identity.faults.clear();
  },
  faults: async ({ identity }, use) => use(identity.faults),
  /** A browser that nobody has used. */
  visitor: async ({ world }, use) => use(new Visitor(world.portal)),
  /** Makes another. */
  another: async ({ world }, use) => use(() => new Visitor(world.portal)),
});

/** The names of cookies. */
export const cookies = { session: "__Host-preau", browser: "__Host-preau-connexion", left: "__Host-preau-sortie" };

export const title = (answer) => /<h1[^>]*>(.*?)<\/h1>/s.exec(answer.text)?.[1].replace(/<[^>]+>/g, "").trim();

/** Whether someone is signed in in `visitor`. */
export async function isIn(visitor) {
  const answer = await visitor.ask("/moi");
  expect([200, 303]).toContain(answer.status);
  return answer.status === 200;
}

/** Nobody came in: the page says so with `status`, and neither a cookie nor a row of a session was made. */
export async function expectNobody(world, visitor, answer, status) {
  expect(answer.status, answer.text.slice(0, 2000)).toBe(status);
  expect(answer.cookies.filter((cookie) => cookie.startsWith(`${cookies.session}=`))).toEqual([]);
  expect(visitor.cookie(cookies.session)).toBeUndefined();
  expect(answer.text, "no trace of a program").not.toMatch(/panicked|\.rs:\d|stack backtrace|Object\.<anonymous>/);
}

/** Someone came in, and is sent to `path`. */
export function expectIn(answer, path = "/") {
  expect(answer.status, answer.text.slice(0, 2000)).toBe(303);
  expect(answer.sentTo).toBe(path);
  expect(answer.cookies.some((cookie) => cookie.startsWith(`${cookies.session}=`))).toBe(true);
}

let many = 0;

/** A person whom no other test knows: what they are is `more`. Gives what the provider calls them. */
export function newcomer(identity, more = {}) {
  const id = `p${process.pid}-${++many}`;
  identity.people[id] = { given_name: "Dominique", family_name: `Numéro ${many}`, ENTPersonProfils: "National_ENS", ...more };
  return id;
}
