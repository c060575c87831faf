// Sign-in checklist, lines 18 to 39: what a provider's own server says.
import { expect, expectIn, expectNobody, newcomer, test } from "../support/checklist.mjs";

const refused = [
  ["18 wrong_aud: an ID token for another client is refused", "wrong_aud"],
  ["19 aud_list_no_azp: an ID token for others too is refused", "aud_list_no_azp"],
  ["20 wrong_iss: an ID token of another issuer is refused", "wrong_iss"],
  ["21 wrong_nonce: the ID token of another sign-in is refused", "wrong_nonce"],
  ["22 no_nonce: an ID token of no sign-in is refused", "no_nonce"],
  ["23 expired: an ID token that has expired is refused", "expired"],
  ["24 iat_future: an ID token of tomorrow is refused", "iat_future"],
  ["25 nbf_future: an ID token that is not valid yet is refused", "nbf_future"],
  ["26 alg_none: an ID token that nobody signed is refused", "alg_none"],
  ["27 hs256_pubkey: an ID token signed with the public key is refused", "hs256_pubkey"],
  ["28 bad_sig: an ID token signed by someone else is refused", "bad_sig"],
  ["29 no_sub: an ID token of nobody is refused", "no_sub"],
  ["38 at_hash: an ID token for another access token is refused", "at_hash"],
];

/** Signs in as someone new with the provider `row` while it does wrong: nobody comes in. Gives how long the answer took, in milliseconds. */
async function turnedAway({ world, another, identity, faults }, row, ...names) {
  const [visitor, person] = [another(), newcomer(identity)];
  faults.set(...names);
  const back = await visitor.comeBackAs(row, person);
  const began = Date.now();
  const answer = await visitor.ask(back);
  const took = Date.now() - began;
  await expectNobody(world, visitor, answer, 502);
  expect(await world.column("SELECT account_id FROM account_identity WHERE subject = ?", person)).toEqual([]);
  return took;
}

test.describe("checklist: tokens @screen", () => {
  for (const [name, fault] of refused) {
    test(name, async ({ world, another, identity, faults }) => {
      await turnedAway({ world, another, identity, faults }, "ent", fault);
      expect(faults.many("token"), "the token was asked for, and came").toBe(1);
      faults.set();
      expectIn(await another().signIn("ent", newcomer(identity)));
    });
  }

  test("30 clocks may differ by 30 seconds, and not by 90", async ({ world, another, identity, faults }) => {
    faults.set("skew_30s");
    expectIn(await another().signIn("ent", newcomer(identity)));
    await turnedAway({ world, another, identity, faults }, "ent", "skew_90s");
  });

  test("31 unknown_kid: keys are asked for again once a minute at most", async ({ world, another, identity, faults }) => {
    expectIn(await another().signIn("cles", newcomer(identity)));
    const before = faults.many("jwks");
    await turnedAway({ world, another, identity, faults }, "cles", "unknown_kid");
    expect(faults.many("jwks") - before, "exactly one more").toBe(1);
    for (let at = 0; at < 20; at++) await turnedAway({ world, another, identity, faults }, "cles", "unknown_kid");
    expect(faults.many("jwks") - before, "and no other within the minute").toBe(1);
  });

  test("32 rotated: a provider that changes its key needs no restart", async ({ another, identity, faults }) => {
    expectIn(await another().signIn("tournant", newcomer(identity)));
    const before = faults.many("jwks");
    const back = await identity.rotate();
    for (let at = 0; at < 3; at++) expectIn(await another().signIn("tournant", newcomer(identity)));
    expect(faults.many("jwks") - before).toBe(1);
    // Other providers of this portal share the key, and may have asked for it within the minute.
    back();
  });

  test("33 no_id_token: refused where an ID token says who came, right where userinfo does", async ({ world, another, identity, faults }) => {
    await turnedAway({ world, another, identity, faults }, "ent", "no_id_token");
    const person = newcomer(identity);
    expectIn(await another().signIn("ouvert", person));
    expect(await world.column("SELECT provider FROM account_identity WHERE subject = ?", person)).toEqual(["ouvert"]);
  });

  test("34 userinfo_sub_mismatch: what is said of someone else is refused", async ({ world, another, identity, faults }) => {
    faults.set("bare");
    const person = newcomer(identity, { given_name: "Maxime" });
    expectIn(await another().signIn("ent", person));
    expect(faults.many("userinfo"), "userinfo is asked for what the token lacks").toBe(1);
    const names = "SELECT a.name FROM account a JOIN account_identity i ON i.account_id = a.id WHERE i.subject = ?";
    expect((await world.column(names, person))[0]).toContain("Maxime");
    await turnedAway({ world, another, identity, faults }, "ent", "bare", "userinfo_sub_mismatch");
  });

  test("35 userinfo_401, token_500, token_html: a page says that the provider failed", async ({ world, another, identity, faults }) => {
    for (const row of ["ent", "ouvert"]) {
      for (const names of [["bare", "userinfo_401"], ["token_500"], ["token_html"]]) {
        await turnedAway({ world, another, identity, faults }, row, ...names);
      }
    }
  });

  test("36 token_slow, token_huge: nobody waits longer than ten seconds, or reads more than a mebibyte", async ({ world, another, identity, faults }) => {
    const took = await turnedAway({ world, another, identity, faults }, "ent", "token_slow");
    expect(took).toBeGreaterThan(2_000);
    expect(took).toBeLessThan(12_000);
    await turnedAway({ world, another, identity, faults }, "ent", "token_huge");
    // What systems hold back on the way is counted too.
    expect(faults.taken).toBeGreaterThan(1 << 20);
    expect(faults.taken).toBeLessThan(24 << 20);
  });

  test("37 token_302: the provider is not followed elsewhere", async ({ world, another, identity, faults }) => {
    for (const row of ["ent", "ouvert"]) await turnedAway({ world, another, identity, faults }, row, "token_302");
    expect(faults.many("elsewhere")).toBe(0);
  });

  test("39 a discovery document of another issuer is refused", async ({ visitor, faults }) => {
    const answer = await visitor.ask("/connexion/imposteur");
    expect(answer.status).toBe(502);
    expect(answer.location).toBeNull();
    expect(faults.many("discovery")).toBe(1);
  });
});
