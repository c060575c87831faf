// Sign-in checklist, lines 40 to 53: whose account it is, and what it may do.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cookies, expect, expectIn, expectNobody, isIn, newcomer, test, title } from "../support/checklist.mjs";

const accountOf = async (world, row, person) =>
  (await world.column("SELECT CAST(account_id AS TEXT) FROM account_identity WHERE provider = ? AND subject = ?", row, person))[0];
const of = (table, value) => (world, person) =>
  world.column(`SELECT t.${value} FROM ${table} t JOIN account_identity i ON i.account_id = t.account_id WHERE i.subject = ? ORDER BY 1`, person);
const [rolesOf, schoolsOf] = [of("account_role", "role"), of("account_school", "uai")];
const nameOf = async (world, person) =>
  (await world.column("SELECT a.name FROM account a JOIN account_identity i ON i.account_id = a.id WHERE i.subject = ?", person))[0];
const links = (answer) => [...answer.text.matchAll(/name="identity" value="([^"]+)"/g)].map(([, key]) => key);

/** Signs in anew and links `person` of the provider `row` to whoever that is. */
async function link(visitor, world, row, person) {
  visitor.forget(world.identity.issuer);
  return visitor.signIn(row, person, { path: `/moi/identites/${row}` });
}

test.describe("checklist: accounts @screen", () => {
  test("40 someone with the same address, which nobody verified, is someone else", async ({ world, another, identity }) => {
    const email = `meme-${Date.now()}@ent.example`;
    const owner = newcomer(identity, { email });
    expectIn(await another().signIn("ent", owner));
    for (const email_verified of [false, undefined, true]) {
      const thief = newcomer(identity, { email: email.toUpperCase(), email_verified });
      expectIn(await another().signIn("ent", thief));
      expect(await accountOf(world, "ent", thief)).not.toBe(await accountOf(world, "ent", owner));
    }
  });

  test("41 one subject at two providers is two accounts", async ({ world, another, identity }) => {
    const person = newcomer(identity);
    for (const row of ["ent", "autre"]) expectIn(await another().signIn(row, person));
    const [one, two] = [await accountOf(world, "ent", person), await accountOf(world, "autre", person)];
    expect(one).toBeTruthy();
    expect(two).toBeTruthy();
    expect(one).not.toBe(two);
  });

  test("42 linking takes a session that has just begun, and refuses what is someone else's", async ({ world, visitor, another, identity }) => {
    const [person, second, taken] = [newcomer(identity), newcomer(identity), newcomer(identity)];
    expectIn(await another().signIn("autre", taken));
    const nobody = await another().ask("/moi/identites/autre");
    expect(nobody.sentTo, "nobody is signed in").toMatch(/^\/connexion\?retour=/);

    expectIn(await visitor.signIn("ent", person));
    const account = await accountOf(world, "ent", person);
    const elsewhere = await visitor.ask("/moi/identites/autre", { headers: { "sec-fetch-site": "cross-site" } });
    expect(elsewhere.sentTo, "a link on another site").toBe("/moi/identites");
    await world.rows("UPDATE session SET created_ms = created_ms - 300000 WHERE account_id = CAST(? AS INTEGER)", account);
    expect((await visitor.ask("/moi/identites/autre")).sentTo, "a session of five minutes").toBe("/moi/identites");

    expectIn(await visitor.signIn("ent", person));
    const begun = await visitor.ask("/moi/identites/autre");
    expect(new URL(begun.location).searchParams.get("prompt"), "one says who one is there").toBe("login");
    const refused = await link(visitor, world, "autre", taken);
    expect([refused.status, title(refused)]).toEqual([409, "Cet accès sert déjà à un autre compte"]);
    const done = await link(visitor, world, "autre", second);
    expectIn(done, "/moi/identites?fait=associe");
    expect(await accountOf(world, "autre", second)).toBe(account);
    expect(await accountOf(world, "autre", taken)).not.toBe(account);

    // Begun by someone who has left since: it counts for nobody.
    visitor.forget(identity.issuer);
    const back = await visitor.comeBackAs("autre", newcomer(identity), { path: "/moi/identites/autre" });
    visitor.setCookie(cookies.session);
    await expectNobody(world, visitor, await visitor.ask(back), 400);
  });

  test("43 pupils and parents are turned away kindly, and nothing is kept", async ({ world, another, identity }) => {
    const counted = ["account", "account_identity", "account_role", "account_school", "session"];
    const count = () => world.rows(`SELECT ${counted.map((table) => `(SELECT COUNT(*) FROM ${table})`).join(", ")}`);
    const kinds = [
      ["National_ELV", "Ce portail est fait pour les adultes de l’école", "refused: pupil"],
      ["ELEVE", "Ce portail est fait pour les adultes de l’école", "refused: pupil"],
      ["National_TUT", "Les familles lisent sans compte", "refused: parent"],
    ];
    for (const [profile, words, outcome] of kinds) {
      for (const row of ["ent", "ouvert"]) {
        const mark = `Zzyx${Math.random().toString(36).slice(2)}`;
        const person = newcomer(identity, { given_name: mark, email: `${mark}@ent.example`, ENTPersonProfils: profile });
        const [before, trail, visitor] = [await count(), await world.column("SELECT COUNT(*) FROM audit"), another()];
        const answer = await visitor.signIn(row, person);
        await expectNobody(world, visitor, answer, 403);
        expect(title(answer)).toBe(words);
        expect(await count()).toEqual(before);
        const added = await world.column("SELECT actor || ' ' || action || ' ' || object || ' ' || outcome FROM audit ORDER BY at_ms DESC, id DESC LIMIT 1");
        expect(added).toEqual([`nobody sign-in provider:${row} ${outcome}`]);
        expect(await world.column("SELECT COUNT(*) FROM audit")).toEqual([trail[0] + 1]);
        for (const file of ["preau.sqlite", "preau.sqlite-wal"]) {
          const bytes = await readFile(join(world.portal.folder, file));
          for (const said of [mark, person]) expect(bytes.includes(said), `${said} in ${file}`).toBe(false);
        }
      }
    }
    expectIn(await another().signIn("parents", newcomer(identity, { ENTPersonProfils: "National_TUT" })));
  });

  test("44 multi: a teacher who is also a parent is a teacher", async ({ world, another, identity }) => {
    const person = newcomer(identity, { ENTPersonProfils: ["National_TUT", "National_ENS"] });
    expectIn(await another().signIn("ent", person));
    expect(await rolesOf(world, person)).toEqual(["teacher"]);
  });

  test("45 an unknown profile, or none, has an account that waits", async ({ world, visitor, another, identity }) => {
    for (const profile of ["National_XYZ", undefined, "National_ETA"]) {
      const person = newcomer(identity, { ENTPersonProfils: profile });
      expectIn(await another().signIn("ent", person));
      expect(await rolesOf(world, person), `${profile}`).toEqual([]);
    }
    expectIn(await visitor.signIn("ent", newcomer(identity, { ENTPersonProfils: "National_XYZ" })));
    const refused = await visitor.ask("/projets/nouveau");
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("Votre compte attend");
  });

  test("46 no profile gives power over what others write", async ({ world, another, identity }) => {
    const profiles = { National_DIR: ["head", "teacher"], SUPERADMIN: [], AdminLocal: [], admin: [], animator: [], National_COL: [], National_ACA: [] };
    for (const [profile, roles] of Object.entries(profiles)) {
      const [visitor, person] = [another(), newcomer(identity, { ENTPersonProfils: profile })];
      expectIn(await visitor.signIn("ent", person));
      expect(await rolesOf(world, person), profile).toEqual(roles);
      for (const path of ["/animation", "/animation/personnes", "/administration/journal"]) {
        expect([403, 404], `${profile} ${path}`).toContain((await visitor.ask(path)).status);
      }
    }
  });

  test("47 what the ENT says now counts at the next sign-in, and who is staff no longer is out", async ({ world, visitor, identity }) => {
    const person = newcomer(identity, { ENTPersonStructRattachRNE: "0990001N" });
    expectIn(await visitor.signIn("ent", person));
    expect([await rolesOf(world, person), await schoolsOf(world, person)]).toEqual([["teacher"], ["0990001N"]]);
    Object.assign(identity.people[person], { ENTPersonProfils: "National_DIR", ENTPersonStructRattachRNE: "0330001X", family_name: "Nouveau" });
    expectIn(await visitor.signIn("ent", person));
    expect([await rolesOf(world, person), await schoolsOf(world, person)]).toEqual([["head", "teacher"], ["0330001X"]]);
    expect(await nameOf(world, person)).toBe("Dominique Nouveau");
    identity.people[person].ENTPersonProfils = undefined;
    expectIn(await visitor.signIn("ent", person));
    expect(await rolesOf(world, person)).toEqual([]);
    Object.assign(identity.people[person], { ENTPersonProfils: "National_ELV" });
    const answer = await visitor.signIn("ent", person);
    expect(answer.status).toBe(403);
    expect(await isIn(visitor), "the session that there was has ended").toBe(false);
    expect(await rolesOf(world, person)).toEqual([]);
  });

  test("48 nomail: one needs no address", async ({ world, another, identity }) => {
    for (const email of [undefined, null, "", "pas une adresse"]) {
      const person = newcomer(identity, { email });
      expectIn(await another().signIn("ent", person));
      expect(await world.column("SELECT email FROM account a JOIN account_identity i ON i.account_id = a.id WHERE i.subject = ?", person)).toEqual([null]);
    }
  });

  test("50 long names, control and trick characters are cleaned, and what is no school's code is dropped", async ({ world, another, identity }) => {
    const name = `\u202EÉlo\u0000die\u200B ${"é".repeat(300)}`;
    const schools = ["0990001N", "0330001x", "0330001", "'; DROP TABLE account; --", "12345678901234", "0330001XX", "<b>"];
    const person = newcomer(identity, { given_name: name, family_name: "X", ENTPersonStructRattachRNE: schools });
    expectIn(await another().signIn("ent", person));
    const kept = await nameOf(world, person);
    expect([...kept].length).toBeLessThanOrEqual(200);
    expect(kept).toMatch(/^Élo die éé/);
    expect(kept).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(await schoolsOf(world, person)).toEqual(["0330001X", "0990001N"]);
  });

  test("51 a thousand claims, or a mebibyte of them, are refused", async ({ world, another, identity, faults }) => {
    for (const names of [["claims_1000"], ["bare", "userinfo_1000_claims"], ["bare", "userinfo_huge"]]) {
      const [visitor, person] = [another(), newcomer(identity)];
      faults.set(...names);
      await expectNobody(world, visitor, await visitor.signIn("ent", person), 502);
      expect(await accountOf(world, "ent", person)).toBeUndefined();
    }
  });

  test("52 who is suspended is answered as if they were unknown, as quickly", async ({ world, another, identity }) => {
    const person = newcomer(identity);
    const first = another();
    expectIn(await first.signIn("ent", person));
    await world.rows("UPDATE account SET suspended_ms = 1 WHERE id = CAST(? AS INTEGER)", await accountOf(world, "ent", person));
    expect(await isIn(first), "their session counts no more").toBe(false);
    const took = async (person, status) => {
      const visitor = another();
      const back = await visitor.comeBackAs("ent", person);
      const began = performance.now();
      const answer = await visitor.ask(back);
      expect(answer.status).toBe(status);
      return { answer, ms: performance.now() - began };
    };
    const bare = (answer) => answer.text.replaceAll(/nonce="[^"]*"/g, "").replaceAll(/<code>[^<]*<\/code>/g, "").replaceAll(/\/connexion[^"]*"/g, '"');
    const unknown = await another().ask("/connexion/inconnu/retour?code=a&state=b");
    const times = { suspended: [], unknown: [] };
    for (let at = 0; at < 7; at++) {
      const { answer, ms } = await took(person, 404);
      expect(bare(answer)).toBe(bare(unknown));
      times.suspended.push(ms);
      // Unknown here until now: all that is done for them is done for who is suspended too, or is as quick.
      times.unknown.push((await took(newcomer(identity), 303)).ms);
    }
    const middle = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
    expect(Math.abs(middle(times.suspended) - middle(times.unknown))).toBeLessThan(250);
  });

  test("53 the last identity stays", async ({ world, visitor, identity }) => {
    const [one, two] = [newcomer(identity), newcomer(identity)];
    expectIn(await visitor.signIn("ent", one));
    expect(links(await visitor.ask("/moi/identites")), "there is no button for the only one").toEqual([]);
    expectIn(await link(visitor, world, "autre", two), "/moi/identites?fait=associe");
    const keys = links(await visitor.ask("/moi/identites"));
    expect(keys.length).toBe(2);
    const gone = await visitor.ask("/moi/identites", { form: { identity: keys[1] } });
    expect(gone.status).toBe(303);
    expect(await isIn(visitor), "roles may have changed: one signs in again").toBe(false);
    visitor.forget(identity.issuer);
    expectIn(await visitor.signIn("ent", one));
    expect((await visitor.ask("/moi/identites", { form: { identity: keys[0] } })).status).toBe(422);
    expect((await visitor.ask("/moi/identites", { form: { identity: keys[1] } })).status).toBe(404);
    expect(await accountOf(world, "ent", one)).toBeTruthy();
  });
});
