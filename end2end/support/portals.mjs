// The two portals that tests visit: the demo, and one whose people come from an OpenID provider.
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secret, startIdentityProvider } from "./identity.mjs";
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
  const row = { id: "ent", label: "Avec l’ENT d’essai", issuer: identity.issuer, client_id: "preau", client_secret: secret };
  const served = await startPortalOf([row], { port });
  const stop = async () => {
    await served.stop();
    await identity.stop();
  };
  return { url: served.url, stop };
}

/** A portal of nobody's, whose people come from where `tables` say: one `[[sign_in]]` each. */
export async function startPortalOf(tables, options) {
  const folder = await mkdtemp(join(tmpdir(), "preau-config-"));
  const config = join(folder, "preau.toml");
  const table = (row) => `[[sign_in]]\n${Object.entries(row).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join("")}`;
  await writeFile(config, tables.map(table).join("\n"));
  const served = await startPreau(["--config", config, "serve"], options);
  const stop = async () => {
    await served.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...served, config, stop };
}
