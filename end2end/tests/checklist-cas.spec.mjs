// Sign-in checklist, lines 68 to 73: CAS, with django-cas-server.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startCas } from "../support/cas.mjs";
import { address, cookies, expect, expectIn, expectNobody, isIn, test as base } from "../support/checklist.mjs";
import { startPortalOf } from "../support/portals.mjs";
import { column, rows } from "../support/rows.mjs";
import { freePort } from "../support/server.mjs";

const test = base.extend({
  world: [
    async ({}, use) => {
      const port = await freePort();
      const cas = await startCas(address, `http://127.0.0.1:${port}`, "cas");
      const tables = [{ id: "cas", label: "Par CAS", kind: "cas", site: cas.site }];
      const served = await startPortalOf(tables, { port, more: { PREAU_URL: `${address}/`, PREAU_LOG: "json" } }).catch(async (error) => {
        await cas.stop();
        throw error;
      });
      await use({
        cas,
        portal: { ...served, address },
        rows: (sql, ...values) => rows(served.folder, sql, ...values),
        column: (sql, ...values) => column(served.folder, sql, ...values),
      });
      await served.stop();
      await cas.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  /** What stands before the CAS server: it lets everything through when a test begins. */
  front: async ({ world }, use) => {
    world.cas.front.clear();
    await use(world.cas.front);
    world.cas.front.clear();
  },
});

let many = 0;

/** A person whom no other test knows. */
async function newcomer(world, more = {}) {
  const name = `c${process.pid}-${++many}`;
  await world.cas.know(name, { nom: "Rivoire", prenom: `Camille ${many}`, ENTPersonProfils: ["National_ENS"], mail: `${name}@ent.example`, ...more });
  return name;
}

const home = (location) => location?.startsWith(`${address}/connexion/cas/retour`);

/** Begins a sign-in, and is `person` at the CAS server. Gives the address that it sends back to, not opened yet. */
async function comeBackAs(visitor, person, from) {
  const login = from ?? (await visitor.ask("/connexion/cas")).location;
  let answer = await visitor.ask(login);
  if (!home(answer.location)) {
    const hidden = [...answer.text.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
    const form = Object.fromEntries(hidden.map(([, name, value]) => [name, (value ?? "").replaceAll("&amp;", "&")]));
    answer = await visitor.ask(login, { form: { ...form, username: person, password: person } });
  }
  if (!home(answer.location)) throw new Error(`${person} is not sent back: ${answer.status} ${answer.text.slice(0, 800)}`);
  return answer.location;
}

const ticketIn = (back) => new URL(back).searchParams.get("ticket");
const success = (inside) =>
  `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>${inside}</cas:authenticationSuccess></cas:serviceResponse>`;

test.describe("checklist: CAS @screen", () => {
  test("68 a ticket is validated once, by the portal's server, for the very same address", async ({ world, visitor, front }) => {
    const person = await newcomer(world);
    const begun = await visitor.ask("/connexion/cas");
    const service = new URL(begun.location).searchParams.get("service");
    expect(service).toMatch(/^https:\/\/preau\.exemple\.fr\/connexion\/cas\/retour\?state=[A-Za-z0-9_-]{22,}$/);
    const back = await comeBackAs(visitor, person, begun.location);
    expect(front.validations.length).toBe(0);
    expectIn(await visitor.ask(back));
    expect(front.validations.length).toBe(1);
    const [{ url, cookie, agent }] = front.validations;
    expect(url.pathname).toBe("/cas/p3/serviceValidate");
    expect([...url.searchParams]).toEqual([["service", service], ["ticket", ticketIn(back)]]);
    expect(cookie, "no browser's").toBeUndefined();
    expect(agent).toContain("Preau");
    const sql = "SELECT a.name, r.role FROM account a JOIN account_identity i ON i.account_id = a.id JOIN account_role r ON r.account_id = a.id WHERE i.subject = ?";
    expect(await world.rows(sql, person)).toEqual([[`Camille ${many} Rivoire`, "teacher"]]);
    // Pupils are turned away here too.
    const pupil = await newcomer(world, { ENTPersonProfils: ["National_ELV"] });
    visitor.forget(world.cas.origin);
    visitor.setCookie(cookies.session);
    await expectNobody(world, visitor, await visitor.ask(await comeBackAs(visitor, pupil)), 403);
    expect(await world.rows("SELECT * FROM account_identity WHERE subject = ?", pupil)).toEqual([]);
  });

  test("69 a ticket that was used, or that is for another address, signs nobody in", async ({ world, visitor, another, front }) => {
    const person = await newcomer(world);
    const back = await comeBackAs(visitor, person);
    expectIn(await visitor.ask(back));
    const [thief, used] = [another(), ticketIn(back)];
    const withTicket = async (ticket) => {
      const begun = await thief.ask("/connexion/cas");
      const service = new URL(new URL(begun.location).searchParams.get("service"));
      service.searchParams.set("ticket", ticket);
      return thief.ask(service.href);
    };
    await expectNobody(world, thief, await withTicket(used), 403);
    const other = `${address}/ailleurs`;
    const login = await visitor.ask(`${world.cas.site}/login?service=${encodeURIComponent(other)}`);
    expect(login.location).toContain(`${other}?ticket=ST-`);
    await expectNobody(world, thief, await withTicket(ticketIn(login.location)), 403);
    const stolen = await comeBackAs(visitor, person);
    await expectNobody(world, thief, await withTicket(ticketIn(stolen)), 403);
    const asked = front.validations.length;
    await expectNobody(world, thief, await thief.ask(back), 400);
    expect(front.validations.length, "a state that served is not asked about").toBe(asked);
  });

  test("70 what may be read two ways signs nobody in", async ({ world, visitor, another, front }) => {
    const person = await newcomer(world);
    const user = `<cas:user>${person}</cas:user>`;
    const staff = "<cas:attributes><cas:ENTPersonProfils>National_ENS</cas:ENTPersonProfils></cas:attributes>";
    const failure = '<cas:authenticationFailure code="INVALID_TICKET">non</cas:authenticationFailure>';
    const refused = {
      "a DTD": `<!DOCTYPE x [<!ENTITY e "${person}">]>${success(`<cas:user>&e;</cas:user>${staff}`)}`,
      "a DTD from elsewhere": `<!DOCTYPE x SYSTEM "${world.portal.url}/">${success(user + staff)}`,
      "two users": success(`<cas:user>autre</cas:user>${user}${staff}`),
      "the user among attributes alone": success(`<cas:attributes>${user}</cas:attributes>`),
      "a comment inside": success(`<cas:user>${person}<!-- x -->.autre</cas:user>${staff}`),
      "an element inside": success(`<cas:user>${person}<b/></cas:user>${staff}`),
      "another namespace": success(user + staff).replaceAll("http://www.yale.edu/tp/cas", "https://ailleurs.example/"),
      "a user of another namespace": success(`<user xmlns="https://ailleurs.example/">${person}</user>${staff}`),
      "failure and success": success(user + staff).replace("<cas:authenticationSuccess>", `${failure}<cas:authenticationSuccess>`),
      "success and failure": success(user + staff).replace("</cas:serviceResponse>", `${failure}</cas:serviceResponse>`),
      "no user": success(staff),
      "more than 64 KiB": success(user + staff + " ".repeat(70_000)),
      HTML: "<!DOCTYPE html><title>Maintenance</title>",
      nothing: "",
    };
    for (const [what, body] of Object.entries(refused)) {
      front.set(() => ({ rewrite: () => body }));
      const browser = another();
      const answer = await browser.ask(await comeBackAs(browser, person));
      expect([what, answer.status]).toEqual([what, 502]);
      await expectNobody(world, browser, answer, 502);
    }
    expect(await world.rows("SELECT * FROM account_identity WHERE subject IN (?, 'autre')", person)).toEqual([]);
    // Beside the one user, one among attributes is no one.
    const neutral = success(`${user}<cas:attributes><cas:user>autre</cas:user><cas:ENTPersonProfils>National_ENS</cas:ENTPersonProfils></cas:attributes>`);
    front.set(() => ({ rewrite: () => neutral }));
    expectIn(await visitor.ask(await comeBackAs(visitor, person)));
    expect(await world.column("SELECT subject FROM account_identity WHERE subject IN (?, 'autre')", person)).toEqual([person]);
  });

  test("71 a server that fails is asked thrice at most, and one that refuses once", async ({ world, another, front }) => {
    const failing = (times, how) => front.set((_, nth) => (nth <= times ? how : undefined));
    const attempt = async (times, how) => {
      const [browser, person] = [another(), await newcomer(world)];
      front.clear();
      failing(times, how);
      const back = await comeBackAs(browser, person);
      const answer = await browser.ask(back);
      return { browser, answer, asked: front.validations.length };
    };
    for (const how of [{ status: 503 }, { status: 500 }, "hang up"]) {
      const late = await attempt(2, how);
      expectIn(late.answer);
      expect(late.asked).toBe(3);
      const away = await attempt(9, how);
      await expectNobody(world, away.browser, away.answer, 502);
      expect(away.asked).toBe(3);
    }
    for (const [code, status] of [["INVALID_TICKET", 403], ["INVALID_SERVICE", 403], ["INTERNAL_ERROR", 502]]) {
      const body = success("").replaceAll(/<cas:authenticationSuccess>.*<\/cas:authenticationSuccess>/g, `<cas:authenticationFailure code="${code}">non</cas:authenticationFailure>`);
      const refused = await attempt(9, { rewrite: () => body });
      await expectNobody(world, refused.browser, refused.answer, status);
      expect([code, refused.asked]).toEqual([code, 1]);
    }
    const bad = await attempt(9, { status: 400 });
    await expectNobody(world, bad.browser, bad.answer, 502);
    expect(bad.asked).toBe(1);
  });

  test("72 the server ends the session of a ticket that it names, which is kept as a hash", async ({ world, visitor, another }) => {
    const [person, other] = [await newcomer(world), await newcomer(world)];
    const [elsewhere, stranger] = [another(), another()];
    const back = await comeBackAs(visitor, person);
    expectIn(await visitor.ask(back));
    for (const [browser, who] of [[elsewhere, person], [stranger, other]]) expectIn(await browser.ask(await comeBackAs(browser, who)));
    for (const file of ["preau.sqlite", "preau.sqlite-wal"]) {
      expect((await readFile(join(world.portal.folder, file))).includes(ticketIn(back)), file).toBe(false);
    }
    const request = (index, more = "") =>
      `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="i" Version="2.0"><samlp:SessionIndex>${index}</samlp:SessionIndex>${more}</samlp:LogoutRequest>`;
    const call = async (xml) => {
      const sent = { method: "POST", body: new URLSearchParams({ logoutRequest: xml }), headers: { origin: world.cas.origin } };
      return (await fetch(`${world.portal.url}/connexion/cas/retour?state=x`, sent)).status;
    };
    expect(await call(request("ST-unknown")), "unknown: nothing is done").toBe(200);
    expect(await call(request(person)), "a name is no ticket").toBe(200);
    const refused = [request(ticketIn(back), " ".repeat(70_000)), `<!DOCTYPE x>${request(ticketIn(back))}`, request(`${ticketIn(back)}<!-- -->`), "<a/>", ""];
    for (const xml of refused) expect([xml.slice(0, 60), await call(xml)]).toEqual([xml.slice(0, 60), 400]);
    expect(await isIn(visitor)).toBe(true);
    // At the server's, in that browser.
    expect((await visitor.ask(`${world.cas.site}/logout`)).status).toBe(200);
    await expect.poll(() => isIn(visitor)).toBe(false);
    expect([await isIn(elsewhere), await isIn(stranger)], "other sessions of theirs, and other people's").toEqual([true, true]);
    expect(await call(request(ticketIn(back))), "once more").toBe(200);
  });

  test("73 no ticket is in the log, and none stays in an address", async ({ world, visitor, another, front }) => {
    const tickets = [];
    const person = await newcomer(world);
    const back = await comeBackAs(visitor, person);
    tickets.push(ticketIn(back), new URL(back).searchParams.get("state"));
    const answer = await visitor.ask(back);
    expectIn(answer, "/");
    expect([answer.headers.get("cache-control"), answer.headers.get("referrer-policy")]).toEqual(["no-store", "no-referrer"]);
    for (const how of [{ status: 503 }, "hang up", { rewrite: () => "<a/>" }, { status: 400, body: "ticket ?" }]) {
      front.set(() => how);
      const browser = another();
      const failed = await comeBackAs(browser, person);
      tickets.push(ticketIn(failed), new URL(failed).searchParams.get("state"));
      expect((await browser.ask(failed)).text).not.toContain(ticketIn(failed));
    }
    await visitor.ask(back);
    const log = world.portal.log();
    expect(log, "the log was looked at").toContain("a sign-in failed at the provider");
    for (const ticket of tickets) expect(log.includes(ticket), `${ticket} was written down`).toBe(false);
    for (const text of await world.column("SELECT action || object || outcome || request FROM audit")) expect(text).not.toContain("ST-");
  });
});
