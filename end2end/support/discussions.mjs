// Discussions as their pages say it: what buttons, links and pages are called stands here, and nowhere in the tests.
import { expect } from "./site.mjs";

export const words = {
  // Writing.
  open: "Ouvrir le sujet",
  send: "Envoyer",
  keep: "Garder le brouillon",
  kept: /Votre brouillon, gardé/,
  keptAlone: "Brouillon enregistré",
  quote: "Citer",
  closedMeanwhile: /s’est fermé entre-temps/,
  // What one press says.
  thanks: "Merci",
  answers: "C’est la réponse",
  answered: "Réponse retenue",
  // What comes without reloading.
  oneNew: "1 nouveau message",
  showNew: "Les afficher",
  show: "Afficher",
  // Moderation.
  lock: "Fermer le sujet",
  report: "Signaler",
  sendReport: "Envoyer le signalement",
  moderate: "Modérer",
  hide: "Masquer le message",
  gone: "Message retiré par la modération",
  // Needs.
  file: "Déposer ce besoin",
  back: "Soutenir",
  answerNeed: "Publier cette réponse",
  backers: (many) => new RegExp(`^${many}\\s(école le soutient|écoles le soutiennent)`),
  waits: /attend depuis/,
};

/** Addresses that tests know by heart. */
export const help = "/echanges/entraide-numerique";
export const drafts = "/echanges/brouillons";

const button = (place, name) => place.getByRole("button", { name });

/** The message of this number. */
export const message = (page, number) => page.locator(`#message-${number}`);

/** The message that says this. */
export const saying = (page, text) => page.locator("#messages > li", { hasText: text });

/** Where one answers. */
export const field = (page) => page.locator("textarea[name=body]");

/** The button that sends what is written. */
export const sendButton = (page) => page.getByRole("button", { name: words.send, exact: true });

/** Opens a question, and gives its address. */
export async function ask(page, name, text) {
  await page.goto(`/echanges/nouveau?espace=${help.split("/").pop()}`);
  await page.fill("[name=title]", name);
  await field(page).fill(text);
  await page.locator("input[name=kind][value=question]").check();
  await expect(page.locator("input[name=space]:checked")).toHaveCount(1);
  await button(page, words.open).click();
  await expect(page.locator("h1")).toHaveText(name);
  return new URL(page.url()).pathname;
}

/** Answers in the topic whose page is open. */
export async function reply(page, text) {
  await field(page).fill(text);
  await sendButton(page).click();
  await expect(saying(page, text)).toBeVisible();
}

/** Presses a button of a message, and waits until it shows. */
export async function press(post, name, seen) {
  await button(post, name).click();
  await expect(seen()).toBeVisible();
}

/** The address of a topic, by its title in the list of its space. */
export async function address(page, space, name) {
  await page.goto(space);
  return page.locator("main").getByRole("link", { name }).first().getAttribute("href");
}

/** The number in the address of a topic. */
export const number = (topic) => topic.match(/\/sujets\/(\d+)/)[1];
