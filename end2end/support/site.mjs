// What every test begins with: the demo's address, its people, and an eye on what must never happen.
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";
import { startDemo, startEnt } from "./portals.mjs";

export { expect };

const portal = (start) => async ({}, use) => {
  const started = await start();
  await use(started);
  await started.stop();
};
const ofWorker = { scope: "worker", timeout: 300_000 };

/** Keeps an eye on what must never happen behind a page. Gives what checks that it has not. */
function watch(page) {
  const wrong = [];
  page.on("console", (message) => {
    // Chromium itself says aloud that a page answered 403, 404 or 422: that is the test's affair.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.hostname !== "127.0.0.1") wrong.push(`another host: ${url}`);
  });
  return () => expect(wrong, "nothing goes wrong behind the page, and no other host is asked").toEqual([]);
}

/** In the page: says what its policy forbids it, which the browser says by itself of most things, and not of all. */
function tellBreaches() {
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy: ${event.effectiveDirective} forbids ${event.blockedURI} at ${event.sourceFile ?? ""}:${event.lineNumber}`);
  });
}

export const test = base.extend({
  demo: [portal(startDemo), ofWorker],
  ent: [portal(startEnt), ofWorker],
  baseURL: async ({ demo }, use) => use(demo.url),
  page: async ({ page, baseURL }, use) => {
    const check = watch(page);
    await page.addInitScript(tellBreaches);
    await use(page);
    check();
  },
  // The window of someone else: as the first, but for who has signed in.
  other: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({ baseURL });
    const page = await context.newPage();
    const check = watch(page);
    await use(page);
    check();
    await context.close();
  },
  // Whether the page has no JavaScript.
  plain: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled === false),
  // A blank page that has it in any case: to look into pictures.
  viewer: async ({ browser }, use) => {
    const context = await browser.newContext({ javaScriptEnabled: true });
    await use(await context.newPage());
    await context.close();
  },
});

/** Signs in as one of the demo's people, as the sign-in page's button does, without its page; then opens `back`. */
export async function signIn(page, person, back = "/") {
  const sent = { form: { personne: person }, headers: { "sec-fetch-site": "same-origin" }, maxRedirects: 0 };
  expect((await page.request.post("/connexion/demo", sent)).status(), person).toBe(303);
  await page.goto(back);
  expect(new URL(page.url()).pathname, person).toBe(back.split("?")[0]);
}

export async function signOut(page) {
  await page.context().clearCookies();
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds wrong with the page, in words. */
export const violations = (page) => said(page, { type: "tag", values: tags });

/** What axe finds wrong with the page's colours in the dark: all that another scheme changes. The page is in the light before and after. */
export async function darkViolations(page) {
  await page.evaluate(changeColoursAtOnce);
  await page.emulateMedia({ colorScheme: "dark" });
  const found = await said(page, { type: "rule", values: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

/** In the page: colours that are still on their way from one scheme to the other are none of either. */
function changeColoursAtOnce() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
}

/**
 * Runs axe in the page itself, and has it work out what is wrong alone: the builder's own way puts axe there twice, and finds selectors for
 * all that is right as well, which takes longer than all the rest.
 */
async function said(page, runOnly) {
  expect(page.frames(), "a page is one document").toHaveLength(1);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(new AxeBuilder({ page }).script());
  const run = async (options) => {
    const found = await window.axe.run(document, options);
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(" | ")}`);
  };
  return page.evaluate(run, { runOnly, resultTypes: ["violations"] });
}

/** A title that no other test uses. */
export function title(words) {
  return `${words} ${Math.random().toString(36).slice(2, 8)}`;
}

/** Visits every page there is, each as the person that it is for, and hands over its name and its address. */
export async function visitEveryPage(page, ent, visit) {
  const pages = await everyPage(page, ent);
  for (const person of new Set(pages.map(([, , person]) => person))) {
    await signOut(page);
    if (person) await signIn(page, person);
    for (const [name, path] of pages.filter(([, , of]) => of === person)) await visit(name, path);
  }
}

/** Every page, by name; those of a person with their key. */
async function everyPage(page, ent) {
  await page.goto("/projets");
  const sheet = await page.locator(".project-card-title a").first().getAttribute("href");
  const school = "/ecoles/";
  await page.goto(sheet);
  const place = await page.locator(`a[href^="${school}"]`).first().getAttribute("href");
  await page.goto("/formations");
  const [training, id] = (await page.locator(".session-list a").first().getAttribute("href")).split("#session-");
  const session = `/animation/sessions/${id}`;
  await page.goto("/formations/raconter-sa-classe-en-images");
  const past = (await page.locator(".session-list > li").first().getAttribute("id")).replace("session-", "");
  const held = `/animation/sessions/${past}`;
  const opinion = `/moi/formations/sessions/${past}/avis`;
  await signIn(page, "enseignante", "/formations");
  await page.goto(await page.locator(".session-list a", { hasText: "Un petit robot" }).first().getAttribute("href"));
  // Whoever came before them in this portal may have taken the place.
  const join = page.getByRole("button", { name: /S’inscrire|Rejoindre/ }).first();
  if ((await join.count()) > 0) await join.click();
  await page.goto("/moi/formations");
  const ticket = await page.getByRole("link", { name: "Mon billet" }).first().getAttribute("href");
  await signOut(page);
  await signIn(page, "animatrice", "/animation");
  const review = await page.locator(".review-queue a").first().getAttribute("href");
  await signIn(page, "enseignante", "/moi/projets");
  const remarked = await page.locator(".own-projects li:has([data-state=changes-requested]) h2 a").first().getAttribute("href");
  await page.goto(`${remarked}/modifier`);
  const picture = await page.locator(".picture-card input[name=picture]").first().getAttribute("value");
  const heard = "/projets/dix-minutes-d-antenne-le-vendredi-matin";
  await page.goto(`${heard}/pieces`);
  const attachment = await page.locator(".attachment-row h2 a").first().getAttribute("href");
  const keep = { form: { do: "save", q: "radio", cycle: "3", alert: "daily" }, headers: { "sec-fetch-site": "same-origin" }, maxRedirects: 0 };
  expect((await page.request.post("/moi/recherches", keep)).status(), "a search is kept").toBe(303);
  const discussions = await discussionPages(page);
  await signOut(page);
  return [
    ...discussions,
    ["accueil", "/"],
    ["projets", "/projets"],
    ["projets filtres", "/projets?cycle=3&matiere=sciences"],
    ["projets vide", "/projets?q=zzzzzz&cycle=1&matiere=emi&commune=33004"],
    ["projet", sheet],
    ["recherche", "/recherche?q=jardin"],
    ["recherche vide", "/recherche?q=zzzzzz"],
    ["recherche sans question", "/recherche"],
    ["recherche filtree sans resultat", "/recherche?q=zzzzzz&type=projet&cycle=1"],
    ["recherche mal ecrite", "/recherche?q=enregitreur"],
    ["recherche de toutes sortes", "/recherche?commune=33063", "enseignante"],
    ["recherche de messages", "/recherche?q=classe&type=message&type=sujet&type=besoin", "enseignante"],
    ["recherche par distance", `/recherche?pres=${place.split("/").pop()}&rayon=10&tri=distance`],
    ["recherche a enregistrer", "/recherche?q=jardin", "enseignante"],
    ["mes recherches", "/moi/recherches", "enseignante"],
    ["territoire", "/territoire"],
    ["commune", "/communes/33063-bordeaux"],
    ["ecole", place],
    ["connexion", "/connexion"],
    ["connexion manquee", `${ent.url}/connexion/ent/retour?error=access_denied`],
    ["accessibilite", "/accessibilite"],
    ["mentions legales", "/mentions-legales"],
    ["donnees personnelles", "/donnees-personnelles"],
    ["plan du site", "/plan-du-site"],
    ["aide", "/aide"],
    ["404", "/rien"],
    ["403", "/animation", "elue"],
    ["nouveau projet", "/projets/nouveau", "enseignante"],
    ["mon compte", "/moi", "enseignante"],
    ["mes projets", "/moi/projets", "enseignante"],
    ["projet a retoucher", remarked, "enseignante"],
    ["modifier projet", `${remarked}/modifier`, "enseignante"],
    ["image", `/medias/${picture}`, "enseignante"],
    ["projet sonore", heard],
    ["bilan", `${heard}/bilan`, "enseignante"],
    ["pieces jointes", `${heard}/pieces`, "enseignante"],
    ["piece jointe", attachment, "enseignante"],
    ["dates et lien", `${heard}/ouverture`, "enseignante"],
    ["versions", `${remarked}/versions`, "enseignante"],
    ["auteurs", `${remarked}/auteurs`, "enseignante"],
    ["animation", "/animation", "animatrice"],
    ["relecture", review, "animatrice"],
    ["proposer retouches", `${review}/retouches`, "animatrice"],
    ["classes partenaires", "/projets/partenaires"],
    ["formations", "/formations"],
    ["formations du mois", `/formations?mois=${new Date().toISOString().slice(0, 7)}`],
    ["formation", training],
    ["mes formations", "/moi/formations", "enseignante"],
    ["billet", ticket, "enseignante"],
    ["avis", opinion, "enseignante"],
    ["souhaits", "/formations/souhaits", "enseignante"],
    ["repondre aux souhaits", "/formations/souhaits", "animatrice"],
    ["notifications", "/moi/notifications", "enseignante"],
    ["courriels", "/moi/courriels", "enseignante"],
    ["verifier attestation", "/attestations"],
    ["attestation inconnue", "/attestations?numero=7K3F-02QX-M9TB"],
    ["formation passee", "/formations/raconter-sa-classe-en-images"],
    ["accords", "/moi/formations", "directrice"],
    ["preparer formations", "/animation/formations", "animatrice"],
    ["preparer formation", training.replace("/formations", "/animation/formations"), "animatrice"],
    ["session", session, "animatrice"],
    ["presences", `${held}/presences`, "animatrice"],
    ["presences a venir", `${session}/presences`, "animatrice"],
    ["a l entree", ticket.replace("/moi/formations", "/animation/presences"), "animatrice"],
    ["bilan de session", `${held}/bilan`, "animatrice"],
    ["dossiers", "/dossiers"],
    ["dossier", "/dossiers/des-voix-et-des-sons"],
    ["composer dossier", "/animation/dossiers/des-voix-et-des-sons", "animatrice"],
    ["composer dossiers", "/animation/dossiers", "animatrice"],
    ["a la une", "/animation/une", "animatrice"],
    ["regler relecture", "/animation/relecture", "animatrice"],
    ["regler recherche", "/animation/recherche", "animatrice"],
    ["modifier des synonymes", "/animation/recherche?groupe=1", "animatrice"],
    ["retrait image", "/retrait-image?projet=dix-minutes-d-antenne-le-vendredi-matin"],
    ["images a retirer", "/animation/retraits", "animatrice"],
     ["mes donnees", "/moi/donnees", "enseignante"],
     ["effacer mon compte", "/moi/donnees/effacer", "enseignante"],
     ["regles acceptees", "/animation/acceptations", "admin"],
  ];
}

/** Those of discussions. The first teacher has signed in. */
async function discussionPages(page) {
  const linked = async (path, name) => {
    await page.goto(path);
    return page.locator("main").getByRole("link", { name }).first().getAttribute("href");
  };
  const [help, staff, forTeachers] = ["/echanges/entraide-numerique", "/echanges/salle-des-maitres", "enseignante"];
  const question = await linked(help, "Dyslexie");
  const long = await linked(staff, "Une énigme par jour");
  const need = await linked("/besoins", "Du réseau sous le préau");
  const report = await linked(question, "Signaler");
  const history = await linked(await linked(help, "Programmer sur tablette"), "modifié");
  const settings = `/echanges/sujets/${question.match(/\/sujets\/(\d+)/)[1]}/reglages`;
  return [
    ["echanges", "/echanges"],
    ["echanges des membres", "/echanges", forTeachers],
    ["echanges sur une matiere", "/echanges?matiere=emi", forTeachers],
    ["espace", help],
    ["espace des membres", staff, forTeachers],
    ["sujet", question],
    ["sujet des membres", question, forTeachers],
    ["sujet long", long, forTeachers],
    ["sujet long page 2", `${long}?page=2`, forTeachers],
    ["citer", `${question}?citer=2#repondre`, forTeachers],
    ["historique d un message", history, forTeachers],
    ["signaler un message", report, forTeachers],
    ["moderer un message", report.replace(/^\/echanges\/messages\/(\d+)\/.*/, "/animation/signalements/messages/$1"), "animatrice"],
    ["reglages du sujet", settings, "animatrice"],
    ["nouveau sujet", "/echanges/nouveau?espace=entraide-numerique", forTeachers],
    ["brouillons", "/echanges/brouillons", forTeachers],
    ["besoins", "/besoins", forTeachers],
    ["besoin", need, forTeachers],
    ["repondre a un besoin", need, "elue"],
    ["nouveau besoin", "/besoins/nouveau", forTeachers],
    ["decisions de moderation", "/moi/moderation", forTeachers],
    ["journal de moderation", "/echanges/moderation", forTeachers],
    ["signalements", "/animation/signalements", "animatrice"],
    ["espaces", "/animation/espaces", "animatrice"],
    ["regler espace", "/animation/espaces/entraide-numerique", "animatrice"],
  ];
}
