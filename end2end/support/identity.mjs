// A certified OpenID provider that speaks like a digital workspace, with a sign-in page of one form.
import Provider from "oidc-provider";
import { createServer } from "node:http";
import { once } from "node:events";

const people = {
  prof1: { given_name: "Camille", family_name: "Rivoire", email: "camille@ent.example", ENTPersonProfils: "National_ENS", ENTPersonStructRattachRNE: "0990001Z" },
  thief: { given_name: "Autre", family_name: "Personne", email: "camille@ent.example", ENTPersonProfils: "National_ENS" },
  eleve1: { given_name: "Une", family_name: "Élève", email: "eleve@ent.example", ENTPersonProfils: "National_ELV" },
  inconnu: { given_name: "Sans", family_name: "Profil", ENTPersonProfils: "National_XYZ" },
};
const claims = ["given_name", "family_name", "email", "name", "ENTPersonProfils", "ENTPersonStructRattachRNE"];

/** Starts it on `port`, for the portal at `portal`. */
export async function startIdentityProvider(port, portal) {
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "preau",
        client_secret: "un-secret-de-test-assez-long-pour-cela",
        redirect_uris: [`${portal}/connexion/ent/retour`],
        post_logout_redirect_uris: [`${portal}/`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub", ...claims] },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      // Its own page asks another host for a typeface: this one asks nobody.
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = `<!DOCTYPE html><title>Au revoir ?</title>${form}<button form="op.logoutForm" name="logout" value="yes">Oui</button>`;
        },
      },
    },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, name: `${people[id].given_name} ${people[id].family_name}`, ...people[id] }) }),
    interactions: { url: (_, interaction) => `/qui/${interaction.uid}` },
    cookies: { keys: ["a key for tests"], names: { session: `s${port}`, interaction: `i${port}`, resume: `r${port}` } },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  const server = createServer((request, response) => {
    if (request.url.startsWith("/qui/")) return who(provider, request, response);
    return provider.callback()(request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return { issuer, stop: () => new Promise((done) => server.close(done) && server.closeAllConnections()) };
}

/** The sign-in page: one choose who one is; no password, this is a test. */
async function who(provider, request, response) {
  if (request.method === "GET") {
    const buttons = Object.keys(people).map((id) => `<button name="id" value="${id}">${id}</button>`);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!DOCTYPE html><title>Qui ?</title><form method="post">${buttons.join("")}</form>`);
    return;
  }
  let body = "";
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get("id");
  await provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false });
}
