// A real CAS server (django-cas-server), and before it what can go wrong on the way: `front.set` decides about validations.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./server.mjs";

const program = new URL("cas_site.py", import.meta.url).pathname;

/**
 * Starts it for the portal at `portal`, whose own server is reached at `calls` as the provider `row`. `people` are their attributes, by
 * name; `know` adds one.
 */
export async function startCas(portal, calls, row) {
  const python = process.env.PREAU_TEST_CAS_PYTHON;
  if (!python) throw new Error("PREAU_TEST_CAS_PYTHON names no Python with django-cas-server: `cargo xtask test browser` makes one");
  const [inside, outside, folder] = [await freePort(), await freePort(), await mkdtemp(join(tmpdir(), "preau-cas-"))];
  const people = {};
  const know = async (name, attributes) => {
    people[name] = attributes;
    await writeFile(join(folder, "people.json"), JSON.stringify(people));
  };
  await know("personne", {});
  // It ends when its input does: with this process, however that ends.
  const words = [program, String(inside), folder, portal, `${calls}/connexion/${row}/retour`];
  const child = spawn(python, words, { stdio: ["pipe", "pipe", "pipe"], cwd: folder });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (log += part));
  const front = await startFront(outside, `http://127.0.0.1:${inside}`);
  const until = Date.now() + 60_000;
  while (!(await answers(`http://127.0.0.1:${inside}/cas/login`))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`the CAS server does not answer:\n${log}`);
    }
    await new Promise((wait) => setTimeout(wait, 100));
  }
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await front.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { site: `http://127.0.0.1:${outside}/cas`, origin: `http://127.0.0.1:${outside}`, know, front, stop, log: () => log };
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** Lets everything through to `server`, but validations as it is told. */
async function startFront(port, server) {
  const front = { validations: [], set: (change) => (front.change = change), clear: () => ((front.change = undefined), (front.validations = [])) };
  const listening = createServer(async (request, response) => {
    const validates = /\/(p3\/)?serviceValidate$/.test(request.url.split("?")[0]);
    if (validates) front.validations.push({ url: new URL(request.url, server), cookie: request.headers.cookie, agent: request.headers["user-agent"] });
    const parts = [];
    for await (const part of request) parts.push(part);
    const told = validates && (await front.change?.(request, front.validations.length));
    if (told === "hang up") return request.socket.destroy();
    if (told?.status) return void response.writeHead(told.status, { "content-type": "text/plain" }).end(told.body ?? "");
    const { host, connection, "content-length": length, ...headers } = request.headers;
    const body = parts.length ? Buffer.concat(parts) : undefined;
    const answer = await fetch(`${server}${request.url}`, { method: request.method, headers, body, redirect: "manual" });
    const text = await answer.text();
    const sent = [...answer.headers].filter(([name]) => !["content-length", "connection", "transfer-encoding", "set-cookie", "date"].includes(name));
    response.writeHead(answer.status, [...sent, ...answer.headers.getSetCookie().map((cookie) => ["set-cookie", cookie])].flat());
    response.end(told?.rewrite ? told.rewrite(text) : text);
  });
  listening.listen(port, "127.0.0.1");
  await once(listening, "listening");
  front.stop = () => new Promise((done) => listening.close(done) && listening.closeAllConnections());
  return front;
}
