// The rows of a portal's SQLite file, read and changed from outside while it serves: what cannot be seen otherwise, and time that goes by.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const script = `
import json, sqlite3, sys
base = sqlite3.connect(sys.argv[1], timeout=20)
base.isolation_level = None
found = [list(row) for row in base.execute(sys.argv[2], json.loads(sys.argv[3]))]
print(json.dumps(found))
`;

/** Runs one statement on the database below `folder`; gives the rows it answers. */
export async function rows(folder, sql, ...values) {
  const python = process.env.PREAU_TEST_CAS_PYTHON ?? "python3";
  const { stdout } = await promisify(execFile)(python, ["-c", script, join(folder, "preau.sqlite"), sql, JSON.stringify(values)]);
  return JSON.parse(stdout);
}

/** The same, of rows of one column. */
export async function column(folder, sql, ...values) {
  return (await rows(folder, sql, ...values)).map(([value]) => value);
}
