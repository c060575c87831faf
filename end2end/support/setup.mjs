// For the whole run: the demo, a second portal whose people come from an OpenID provider, and a third that is broken.
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIdentityProvider } from "./identity.mjs";
import { freePort, startPreau } from "./server.mjs";

export default async function setup() {
  const demo = await startPreau(["demo"]);
  const [port, provider] = [await freePort(), await freePort()];
  const portal = `http://127.0.0.1:${port}`;
  const identity = await startIdentityProvider(provider, portal);
  const config = join(await mkdtemp(join(tmpdir(), "preau-config-")), "preau.toml");
  const row = { id: "ent", label: "Avec l’ENT d’essai", issuer: identity.issuer, client_id: "preau", client_secret: "un-secret-de-test-assez-long-pour-cela" };
  const lines = Object.entries(row).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  await writeFile(config, `[[providers]]\n${lines.join("\n")}\n`);
  const served = await startPreau(["--config", config, "serve"], { port });
  const broken = await startBroken();
  process.env.DEMO_URL = demo.url;
  process.env.DEMO_FOLDER = demo.folder;
  process.env.ENT_URL = served.url;
  process.env.BROKEN_URL = broken.url;
  return async () => {
    await Promise.all([demo.stop(), served.stop(), broken.stop()]);
    await identity.stop();
  };
}

/**
 * A portal whose table of communes is gone: pages that ask for it are our own fault. Its name is written over in the file, by one as
 * long, between two runs. Random bytes would keep it from starting; written while it runs, its caches and its log would hide them.
 */
async function startBroken() {
  const whole = await startPreau(["serve"]);
  await whole.stop({ keep: true });
  const file = join(whole.folder, "preau.sqlite");
  const bytes = await readFile(file, "latin1");
  await writeFile(file, bytes.replaceAll("commune", "nowhere"), "latin1");
  return startPreau(["serve"], { folder: whole.folder });
}
