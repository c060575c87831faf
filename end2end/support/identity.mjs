// A certified OpenID provider that speaks like a digital workspace, with a sign-in page of one form. It does wrong what `faults.mjs` names.
import { exportJWK, exportSPKI, generateKeyPair } from "jose";
import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { Faults } from "./faults.mjs";
import { people } from "./people.mjs";

export const secret = "un-secret-de-test-assez-long-pour-cela";
const claims = ["given_name", "family_name", "email", "email_verified", "name", "uid", "ENTPersonProfils", "ENTPersonStructRattachRNE"];

/**
 * Starts it on `port`, for the portal at `portal`, which knows it under the names `rows`. `calls` is where the portal's own server is
 * reached, for a provider that signs people out itself.
 */
export async function startIdentityProvider(port, portal, { rows = ["ent"], calls } = {}) {
  const issuer = `http://127.0.0.1:${port}`;
  const [keys, faults, here] = [await makeKeys("premiere"), new Faults(), { ...people }];
  const provider = new Provider(issuer, configuration(port, portal, { rows, calls, keys, people: here }));
  provider.use(async (ctx, next) => {
    await next();
    await faults.alter(ctx, keys);
  });
  const server = createServer((request, response) => {
    const [path] = request.url.split("?");
    if (path.startsWith("/qui/")) return who(provider, here, request, response);
    // Another name for the same provider: what its discovery document says of itself is not that.
    if (path.startsWith("/autre-nom/")) request.url = request.url.replace("/autre-nom", "");
    if (path === "/ailleurs") faults.asked.elsewhere = faults.many("elsewhere") + 1;
    return provider.callback()(request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = () => new Promise((done) => server.close(done) && server.closeAllConnections());
  /** Signs with a new key; what it answers goes back to the one before. */
  const rotate = async () => {
    const before = { ...keys };
    Object.assign(keys, await makeKeys(`cle-${Date.now()}`));
    return () => Object.assign(keys, before);
  };
  return { issuer, faults, keys, people: here, rotate, stop };
}

/** The key that it signs with, and one that is not its own. */
async function makeKeys(kid) {
  const [own, other] = [await generateKeyPair("RS256", { extractable: true }), await generateKeyPair("RS256")];
  const about = { kid, alg: "RS256", use: "sig" };
  return {
    private: own.privateKey,
    whole: { ...(await exportJWK(own.privateKey)), ...about },
    public: { ...(await exportJWK(own.publicKey)), ...about },
    publicText: await exportSPKI(own.publicKey),
    stranger: other.privateKey,
  };
}

function configuration(port, portal, { rows, calls, keys, people }) {
  const calledBack = calls && { backchannel_logout_uri: `${portal}/connexion/${rows[0]}/deconnexion`, backchannel_logout_session_required: true };
  return {
    clients: [
      {
        client_id: "preau",
        client_secret: secret,
        redirect_uris: rows.map((row) => `${portal}/connexion/${row}/retour`),
        post_logout_redirect_uris: [`${portal}/`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        ...calledBack,
      },
    ],
    jwks: { keys: [keys.whole] },
    pkce: { required: () => true },
    claims: { openid: ["sub", ...claims] },
    conformIdTokenClaims: false,
    // Its own refuses to speak to this machine.
    fetch: (url, { dispatcher, ...options }) => fetch(String(url).replace(portal, calls ?? portal), options),
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: Boolean(calls) },
      // Its own page asks another host for a typeface: this one asks nobody.
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = `<!DOCTYPE html><title>Au revoir ?</title>${form}<button form="op.logoutForm" name="logout" value="yes">Oui</button>`;
        },
      },
    },
    findAccount: (_, id) => ({ accountId: id, claims: async () => said(id, people[id]) }),
    interactions: { url: (_, interaction) => `/qui/${interaction.uid}` },
    cookies: { keys: ["a key for tests"], names: { session: `s${port}`, interaction: `i${port}`, resume: `r${port}` } },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  };
}

const said = (id, person) => ({ sub: id, name: `${person.given_name} ${person.family_name}`, ...person });

/** The sign-in page: one choose who one is, or goes back; no password, this is a test. */
async function who(provider, people, request, response) {
  if (request.method === "GET") {
    const buttons = Object.keys(people).map((id) => `<button name="id" value="${id}">${id}</button>`);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!DOCTYPE html><title>Qui ?</title><form method="post">${buttons.join("")}</form>`);
    return;
  }
  let body = "";
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get("id");
  const gone = { error: "access_denied", error_description: "<b onmouseover=alert(1)>Retour</b>" };
  await provider.interactionFinished(request, response, accountId ? { login: { accountId } } : gone, { mergeWithLastSubmission: false });
}
