// Browser tests against the program (target/release, or PREAU_BIN), filled with the demo. Chromium is Debian's: no browser is downloaded.
import { defineConfig } from "@playwright/test";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const phone = { viewport: { width: 390, height: 844 } };
const screen = { viewport: { width: 1280, height: 900 } };

export default defineConfig({
  testDir: "tests",
  testIgnore: process.env.SCREENSHOTS ? [] : ["screenshots.spec.mjs"],
  outputDir: "results/failures",
  globalSetup: "./support/setup.mjs",
  // Each worker has a server and a database of its own; tests of a file run one after the other, and make things of their own. One more than
  // the two cores that we count on: much of their time, tests wait for something else than a core.
  workers: 3,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    launchOptions: { executablePath: chromium, args: quiet },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
  },
  projects: [
    // What takes two windows is seen once on a screen, with JavaScript, and once on a phone, without.
    // What the width of a page has no part in is seen on a screen.
    { name: "phone", use: phone, grepInvert: /@windows|@screen/ },
    // What lasts minutes by its nature is seen where it is used.
    { name: "screen", use: screen, grepInvert: /@phone/ },
    { name: "phone, no JavaScript", use: { ...phone, javaScriptEnabled: false }, grep: /@plain/ },
    { name: "screen, no JavaScript", use: { ...screen, javaScriptEnabled: false }, grep: /@plain/, grepInvert: /@windows/ },
  ],
});
