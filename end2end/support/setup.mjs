// For the whole run: a demo that is filled once, of which each worker serves a copy of its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPreau } from "./server.mjs";

export default async function setup() {
  const folder = await mkdtemp(join(tmpdir(), "preau-filled-"));
  await runPreau(["demo", "--seed-only"], folder);
  // Else the first lists would be empty while it is made.
  await runPreau(["reindex"], folder);
  process.env.DEMO_FILLED = folder;
  return () => rm(folder, { recursive: true, force: true });
}
