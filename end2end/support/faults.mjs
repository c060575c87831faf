// What a provider can be told to do wrong: the faults of the sign-in checklist (docs/sign-in-checklist.md), by name.
import { createHmac, createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { SignJWT } from "jose";

const now = () => Math.floor(Date.now() / 1000);
const claims = (change) => ({ claims: change });
const answer = (route, change) => ({ [route]: change });
const said = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A page where JSON is expected. */
const html = (ctx) => {
  ctx.type = "html";
  ctx.body = "<!DOCTYPE html><title>Maintenance</title><h1>De retour bientôt</h1>";
};

/** More than anyone may say. `taken` says how much of it was, in bytes, when whoever asked hung up. */
const endless = (faults) => (ctx) => {
  ctx.respond = false;
  const { res } = ctx;
  res.writeHead(200, { "content-type": "application/json" });
  // Whoever hangs up in the middle is right.
  ctx.onerror = () => {};
  const part = Buffer.alloc(64 * 1024, " ");
  faults.taken = 0;
  const more = () => {
    while (!res.destroyed && faults.taken < 64 * 1024 * 1024) {
      faults.taken += part.length;
      if (!res.write(part)) return void res.once("drain", more);
    }
    res.end();
  };
  more();
};

const late = (seconds) => () => wait(seconds * 1000, undefined, { ref: false });

const catalogue = {
  wrong_aud: claims((c) => ({ ...c, aud: "un-autre" })),
  aud_list_no_azp: claims((c) => ({ ...c, aud: ["preau", "un-autre"] })),
  wrong_iss: claims((c) => ({ ...c, iss: "https://ailleurs.example" })),
  wrong_nonce: claims((c) => ({ ...c, nonce: "un-autre-nonce-assez-long-pour-en-etre-un" })),
  no_nonce: claims(({ nonce, ...c }) => c),
  expired: claims((c) => ({ ...c, iat: now() - 7200, exp: now() - 3600 })),
  skew_30s: claims((c) => ({ ...c, exp: now() - 30 })),
  skew_90s: claims((c) => ({ ...c, exp: now() - 90 })),
  iat_future: claims((c) => ({ ...c, iat: now() + 120 })),
  nbf_future: claims((c) => ({ ...c, nbf: now() + 120 })),
  no_sub: claims(({ sub, ...c }) => c),
  at_hash: claims((c) => ({ ...c, at_hash: createHash("sha256").update("un autre").digest().subarray(0, 16).toString("base64url") })),
  /** Says who comes, and nothing of them: userinfo has to be asked. */
  bare: claims(({ iss, aud, sub, iat, exp, nonce, sid }) => ({ iss, aud, sub, iat, exp, nonce, sid })),
  claims_1000: claims((c) => ({ ...c, ...Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`c${at}`, "x"])) })),
  alg_none: { sign: (keys, header, c) => `${said({ alg: "none", typ: "JWT" })}.${said(c)}.` },
  hs256_pubkey: {
    sign: (keys, header, c) => {
      const signed = `${said({ alg: "HS256", typ: "JWT", kid: header.kid })}.${said(c)}`;
      return `${signed}.${createHmac("sha256", keys.publicText).update(signed).digest("base64url")}`;
    },
  },
  bad_sig: { sign: (keys, header, c) => new SignJWT(c).setProtectedHeader(header).sign(keys.stranger) },
  unknown_kid: { sign: (keys, header, c) => new SignJWT(c).setProtectedHeader({ ...header, kid: "inconnue" }).sign(keys.stranger) },
  no_id_token: answer("token", (ctx) => delete ctx.body.id_token),
  token_500: answer("token", (ctx) => {
    ctx.status = 500;
    ctx.body = "at Object.<anonymous> (/srv/ent/token.js:12:7)";
  }),
  token_html: answer("token", html),
  token_slow: answer("token", late(30)),
  token_huge: (faults) => answer("token", endless(faults)),
  token_302: answer("token", (ctx) => {
    ctx.status = 302;
    ctx.set("location", `${ctx.origin}/ailleurs`);
    ctx.body = "";
  }),
  userinfo_401: answer("userinfo", (ctx) => {
    ctx.status = 401;
    ctx.body = { error: "invalid_token" };
  }),
  userinfo_sub_mismatch: answer("userinfo", (ctx) => (ctx.body = { ...ctx.body, sub: "quelquun-dautre" })),
  userinfo_1000_claims: answer("userinfo", (ctx) => {
    for (let at = 0; at < 1000; at++) ctx.body[`c${at}`] = "x";
  }),
  userinfo_huge: answer("userinfo", (ctx) => (ctx.body = { ...ctx.body, long: "x".repeat(1 << 20) })),
  cb_wrong_iss: { callback: (url) => url.searchParams.set("iss", "https://ailleurs.example") },
  cb_no_iss: { callback: (url) => url.searchParams.delete("iss") },
};

/** The switch: what is wrong from now on, and what was seen meanwhile. */
export class Faults {
  #on = [];
  /** Codes, tokens and verifiers that went through: none of them is for a log. */
  secrets = new Set();
  /** How often each route was asked. */
  asked = {};
  /** What token endpoints were sent. */
  exchanges = [];
  taken = 0;

  /** Has the provider do wrong as named, and nothing else, from the next request on. */
  set(...names) {
    this.#on = names.map((name) => {
      const fault = catalogue[name];
      if (!fault) throw new Error(`no fault is called ${name}`);
      return typeof fault === "function" ? fault(this) : fault;
    });
  }

  /** Has it do right. */
  clear() {
    this.set();
    this.asked = {};
  }

  many(route) {
    return this.asked[route] ?? 0;
  }

  /** Changes what the provider was about to answer. */
  async alter(ctx, keys) {
    const route = ctx.oidc?.route;
    this.asked[route] = this.many(route) + 1;
    const location = ctx.response.get("location");
    if (location?.includes("/retour?")) ctx.set("location", this.#callback(new URL(location)));
    if (route === "token" && ctx.body?.id_token) ctx.body.id_token = await this.#sign(ctx.body.id_token, keys);
    if (route === "jwks") ctx.body = { keys: [keys.public] };
    if (route === "token") this.#note(ctx);
    for (const fault of this.#on) await fault[route]?.(ctx);
  }

  #callback(url) {
    this.secrets.add(url.searchParams.get("code") ?? "");
    for (const fault of this.#on) fault.callback?.(url);
    return url.href;
  }

  async #sign(token, keys) {
    const [, payload] = token.split(".");
    let said = JSON.parse(Buffer.from(payload, "base64url"));
    for (const fault of this.#on) said = fault.claims?.(said) ?? said;
    const header = { alg: "RS256", typ: "JWT", kid: keys.public.kid };
    const sign = this.#on.find((fault) => fault.sign)?.sign ?? ((_, header, said) => new SignJWT(said).setProtectedHeader(header).sign(keys.private));
    return sign(keys, header, said);
  }

  #note(ctx) {
    const sent = ctx.oidc.params ?? {};
    this.exchanges.push({ ...sent });
    for (const secret of [sent.code, sent.code_verifier, ctx.body?.access_token, ctx.body?.id_token]) if (secret) this.secrets.add(secret);
  }
}
