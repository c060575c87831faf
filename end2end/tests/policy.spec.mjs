// What a page may do: its policy is on every page, nothing in any page is against it, and what would be is seen.
import { expect, test, visitEveryPage } from "../support/site.mjs";

const always = {
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
};

/** What the browser says that was against a page's policy. */
function breaches(page) {
  const told = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) told.push(message.text());
  });
  return told;
}

test("every page keeps to its policy @plain @screen", async ({ page, ent }) => {
  test.setTimeout(600_000);
  const told = breaches(page);
  const nonces = new Set();
  let scripts = 0;
  await visitEveryPage(page, ent, async (name, path) => {
    const headers = (await page.goto(path)).headers();
    const policy = headers["content-security-policy"];
    expect(policy, name).toMatch(/^default-src 'none'; script-src /);
    expect(policy.replace("'wasm-unsafe-eval'", ""), name).not.toMatch(/unsafe-|data:|\*/);
    for (const [header, value] of Object.entries(always)) expect(headers[header], `${name}, ${header}`).toBe(value);
    const nonce = policy.match(/'nonce-([^']{16,})'/)?.[1];
    if (nonce) {
      expect(nonces.has(nonce), `${name} has a nonce of its own`).toBe(false);
      nonces.add(nonce);
      scripts += 1;
    }
    expect(told, name).toEqual([]);
  });
  expect(scripts, "pages with a nonce were among them").toBeGreaterThan(20);
});

test("what is against the policy would be seen @plain @screen", async ({ browser, page, javaScriptEnabled }) => {
  const { "content-security-policy": policy } = (await page.goto("/aide")).headers();
  const context = await browser.newContext({ javaScriptEnabled: javaScriptEnabled !== false });
  const other = await context.newPage();
  const told = breaches(other);
  const body = "<!DOCTYPE html><title>x</title><p style='color: red'>x</p><img src='https://ailleurs.example/x.png' alt=''>";
  await other.route("**/*", (route) => route.fulfill({ contentType: "text/html", headers: { "content-security-policy": policy }, body }));
  await other.goto("http://127.0.0.1:3999/");
  await expect.poll(() => told.length).toBeGreaterThanOrEqual(2);
  await context.close();
});
