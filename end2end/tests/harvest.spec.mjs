// What catalogues are answered, against the protocol's schema.
import { readFile } from "node:fs/promises";
import { validateXML } from "xmllint-wasm";
import { expect, signIn, test, title } from "../support/site.mjs";
import { publish, send, writeSheet } from "../support/sheets.mjs";

const folder = new URL("../schemas/", import.meta.url);
const file = async (fileName) => ({ fileName, contents: await readFile(new URL(fileName, folder), "utf8") });

/** What the schema finds wrong with an answer. */
async function faults(contents) {
  const [schema, ...preload] = await Promise.all(["OAI-PMH.xsd", "oai_dc.xsd", "simpledc.xsd", "lom.xsd"].map(file));
  const checked = await validateXML({ xml: [{ fileName: "answer.xml", contents }], schema: [schema], preload });
  return checked.errors.map((error) => error.message);
}

/** Asks as a catalogue does: gives answers that are valid. */
const asking = (request) => async (query) => {
  const response = await request.get(`/oai?${query}`);
  expect(response.headers()["content-type"], query).toBe("text/xml; charset=utf-8");
  const answer = await response.text();
  expect(await faults(answer), query).toEqual([]);
  return answer;
};

test("every answer is valid: each verb, each format, each fault @screen", async ({ request }) => {
  const ask = asking(request);
  // The demo's records follow within a few seconds of its start.
  await expect.poll(async () => (await ask("verb=ListIdentifiers&metadataPrefix=oai_dc")).includes("<header>"), { timeout: 20_000 }).toBe(true);
  for (const verb of ["Identify", "ListMetadataFormats", "ListSets"]) expect(await ask(`verb=${verb}`)).toContain(`<${verb}>`);
  for (const format of ["oai_dc", "lom"]) {
    for (const verb of ["ListIdentifiers", "ListRecords"]) {
      let query = `metadataPrefix=${format}`;
      let parts = 0;
      while (query) {
        const answer = await ask(`verb=${verb}&${query}`);
        expect(answer).toContain(`<${verb}>`);
        const token = answer.match(/<resumptionToken[^>]*>([^<]+)</)?.[1];
        query = token && `resumptionToken=${token}`;
        parts += 1;
      }
      expect(parts).toBeGreaterThan(1);
    }
    const [, identifier] = (await ask(`verb=ListIdentifiers&metadataPrefix=${format}`)).match(/<identifier>([^<]+)</);
    expect(await ask(`verb=GetRecord&metadataPrefix=${format}&identifier=${identifier}`)).toContain("<metadata>");
  }
  const wrong = ["", "verb=Rien", "verb=ListRecords", "verb=ListRecords&metadataPrefix=marc21", "verb=ListRecords&resumptionToken=x"];
  for (const query of [...wrong, "verb=GetRecord&metadataPrefix=lom&identifier=rien", "verb=ListRecords&metadataPrefix=lom&from=2099-01-01"]) {
    expect(await ask(query)).toContain("<error ");
  }
});

test("a project that was withdrawn is told as deleted, in answers that are valid @screen", async ({ page, request }) => {
  const ask = asking(request);
  const name = title("Le potager, puis plus rien");
  await writeSheet(page, name);
  const address = await publish(page, name);
  const [identifier] = (await (await request.get(`${address}/scolomfr.xml`)).text()).match(/oai:[^:<]+:projet-[^<]+/);
  const recorded = (format) => ask(`verb=GetRecord&metadataPrefix=${format}&identifier=${identifier}`);
  // Records follow within a few seconds; what was never recorded would not be told as deleted.
  await expect.poll(async () => (await recorded("lom")).includes("<metadata>"), { timeout: 20_000 }).toBe(true);
  const [, since] = (await recorded("lom")).match(/<datestamp>([^<]+)</);

  await signIn(page, "enseignante", address);
  await send(page, page.getByRole("button", { name: "Retirer de la publication" }));
  await expect(page.locator(".badge")).toHaveText("Retiré");
  const deleted = new RegExp(`<header status="deleted">\\s*<identifier>${identifier}<`);
  for (const format of ["oai_dc", "lom"]) {
    for (const verb of ["ListIdentifiers", "ListRecords"]) {
      const listed = () => ask(`verb=${verb}&metadataPrefix=${format}&from=${since}`);
      await expect.poll(listed, { message: `${verb}, ${format}`, timeout: 20_000 }).toMatch(deleted);
    }
    const record = await recorded(format);
    expect(record).toMatch(deleted);
    expect(record).not.toContain("<metadata>");
  }
});

test("the schema refuses what is not of the protocol @screen", async ({ request }) => {
  const answer = await (await request.get("/oai?verb=Identify")).text();
  expect(await faults(answer)).toEqual([]);
  expect(await faults(answer.replace("persistent", "parfois"))).not.toEqual([]);
  expect(await faults(answer.replace(/<adminEmail>.*<\/adminEmail>/, ""))).not.toEqual([]);
});
