import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { plain } from "../formats/result.ts";
import { options } from "./options.ts";
import { invalid, usage } from "./problem.ts";

const APP = fileURLToPath(new URL("../../dist/app", import.meta.url));

/** `plenary serve`: the server with the app; runs until it is interrupted. */
export async function serveDrafts(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(args, {
    port: { type: "string", default: "4400" },
    host: { type: "string", default: "127.0.0.1" },
    data: { type: "string", default: "./data" },
  });
  if (positionals.length > 0) throw usage(`serve takes no FILE, not ${plain(positionals[0]!)}`);
  const port = portOf(values.port);
  const [{ serve }, { DatabaseFault }] = await Promise.all([
    import("../../server/main.ts"),
    import("../../server/database.ts"),
  ]);
  const server = await serve({ port, host: values.host, data: values.data, appDir: APP }).catch((error: unknown) => {
    throw error instanceof DatabaseFault ? invalid(plain(error.message, 300)) : startProblem(error, values);
  });
  console.log(`Plenary serves on ${server.url} with its store in ${plain(values.data, 200)}.`);
  if (!existsSync(APP)) console.log("The app is not built yet: run npm run build, or npm start.");
  for (const { title, links } of await server.links()) {
    console.log(`\n${plain(title, 120)}`);
    const width = Math.max(...links.map(({ who }) => who.length));
    for (const { who, url } of links) console.log(`  ${who.padEnd(width)}  ${url}`);
  }
  const { token, generated } = server.admin;
  if (generated)
    console.log(`\nToken to create drafts with, until the server stops (PLENARY_ADMIN sets one): ${token}`);
  console.log("\nStop with Ctrl-C.");
  await interrupted();
  await server.close();
  return 0;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw usage(`--port must be 0 to 65535, not ${plain(text)}`);
  return port;
}

const CAUSES: Record<string, string> = {
  EADDRINUSE: "the port is in use; --port (for npm start: PORT=…) names another",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "this machine has no such address",
  EACCES: "not permitted",
};

/** What a person can mend (a port in use, a folder that cannot be written) in one line; anything else as it is. */
function startProblem(error: unknown, { host, port, data }: { host: string; port: string; data: string }): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const at = /^(EADDR|ENOTFOUND)/.test(code) ? `${host}:${port}` : data;
  return code === "" ? error : invalid(`${plain(at, 200)}: cannot serve: ${CAUSES[code] ?? code}`);
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
