/** No process for a PDF: a server that has too many files open goes on, and says that it has none. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** All files but one that may be open are, so that the template can be read, and no pipe be made. */
const script = `
  import { closeSync, openSync } from "node:fs";
  import { typeset } from "./src/formats/pdf/typeset.ts";
  const open = [];
  try {
    for (;;) open.push(openSync("/dev/null"));
  } catch {
    closeSync(open.pop());
  }
  await typeset({ scripts: [] }).catch(({ code, message }) => console.log(code, "|", message));
  console.log("goes on");
`;

test("is told, and ends nothing", async () => {
  const node = [process.execPath, "--import", "tsx", "--input-type=module", "-e", script];
  const { stdout } = await promisify(execFile)("sh", ["-c", 'ulimit -n 80 && exec "$@"', "sh", ...node], { cwd: root });
  expect(stdout).toMatch(/^unavailable \| the PDF cannot be begun: spawn \S+ EMFILE\ngoes on\n$/);
});
