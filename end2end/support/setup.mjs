// For the whole run: the demo, and a second portal whose people come from an OpenID provider.
import { mkdtemp, writeFile } from "node:fs/promises";
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
  process.env.DEMO_URL = demo.url;
  process.env.DEMO_FOLDER = demo.folder;
  process.env.ENT_URL = served.url;
  return async () => {
    await Promise.all([demo.stop(), served.stop()]);
    await identity.stop();
  };
}
