// The program under test: started on a free port, in a folder of its own, stopped by its own pid.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const root = new URL("../../", import.meta.url).pathname;
const program = process.env.PREAU_BIN ?? join(root, "target/release/preau");
const site = process.env.PREAU_SITE ?? join(root, "target/site");

const taken = new Set();

/**
 * A port that is free now and stays so: below those that systems give to connections going out (Linux: from 32768), or a request of
 * ours could be given it between this look and its use.
 */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (taken.has(port) || !(await isFree(port))) continue;
    taken.add(port);
    return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/**
 * Starts `preau` and waits until it answers. `words` come after the program's name. Its data lie in `folder`, or in one made for it,
 * which goes when it stops, unless it is told to `keep` it.
 */
export async function startPreau(words, { port, folder, patience = 300_000, more = {} } = {}) {
  folder ??= await mkdtemp(join(tmpdir(), "preau-end2end-"));
  port ??= await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...environment(folder), PREAU_ADDR: `127.0.0.1:${port}`, PREAU_URL: `${url}/`, ...more };
  const child = spawn(program, words, { env, stdio: ["ignore", "ignore", "pipe"], cwd: folder });
  let log = "";
  child.stderr.on("data", (part) => (log += part));
  const until = Date.now() + patience;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`preau ${words.join(" ")} does not answer:\n${log}`);
    }
    await new Promise((wait) => setTimeout(wait, 100));
  }
  const stop = async ({ keep = false } = {}) => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    const forced = setTimeout(() => child.kill("SIGKILL"), 40_000);
    await ended;
    clearTimeout(forced);
    if (!keep) await rm(folder, { recursive: true, force: true });
  };
  return { url, folder, stop, log: () => log };
}

/** Runs `preau` to its end; gives what it says. */
export async function runPreau(words, folder, more = {}) {
  const { stdout } = await promisify(execFile)(program, words, { env: { ...environment(folder), ...more }, cwd: folder });
  return stdout;
}

function environment(folder) {
  const env = { ...process.env, PREAU_DATA: folder, PREAU_SITE: site };
  // The program refuses variables of ours that it does not know.
  delete env.PREAU_BIN;
  return env;
}

async function answers(url) {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}
