// The two portals that tests visit: the demo, and one whose people come from an OpenID provider.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIdentityProvider } from "./identity.mjs";
import { freePort, startPreau } from "./server.mjs";

/** The demo, over a copy of what the run has filled: what one worker changes, no other sees. */
export async function startDemo() {
  const folder = await mkdtemp(join(tmpdir(), "preau-end2end-"));
  await cp(process.env.DEMO_FILLED, folder, { recursive: true });
  return startPreau(["demo"], { folder });
}

/** A portal of nobody's, and the provider that its people come from. */
export async function startEnt() {
  const [port, provider] = [await freePort(), await freePort()];
  const identity = await startIdentityProvider(provider, `http://127.0.0.1:${port}`);
  const folder = await mkdtemp(join(tmpdir(), "preau-config-"));
  const config = join(folder, "preau.toml");
  const row = { id: "ent", label: "Avec l’ENT d’essai", issuer: identity.issuer, client_id: "preau", client_secret: "un-secret-de-test-assez-long-pour-cela" };
  const lines = Object.entries(row).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  await writeFile(config, `[[sign_in]]\n${lines.join("\n")}\n`);
  const served = await startPreau(["--config", config, "serve"], { port });
  const stop = async () => {
    await served.stop();
    await identity.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: served.url, stop };
}
