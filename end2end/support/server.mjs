// The program under test: started on a free port, in a folder of its own, stopped by its own pid.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../../", import.meta.url).pathname;
const program = process.env.PREAU_BIN ?? join(root, "target/release/preau");
const site = process.env.PREAU_SITE ?? join(root, "target/site");

/** A port that is free now. */
export async function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts `preau` and waits until it answers. `words` come after the program's name. */
export async function startPreau(words, { port, patience = 300_000, more = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "preau-end2end-"));
  port ??= await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PREAU_ADDR: `127.0.0.1:${port}`, PREAU_URL: `${url}/`, PREAU_DATA: folder, PREAU_SITE: site, ...more };
  delete env.PREAU_BIN;
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
  const stop = async () => {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    const forced = setTimeout(() => child.kill("SIGKILL"), 40_000);
    await ended;
    clearTimeout(forced);
    await rm(folder, { recursive: true, force: true });
  };
  return { url, stop, log: () => log };
}

async function answers(url) {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}
