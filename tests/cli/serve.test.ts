import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { PLENARY, ownFolder, plenary } from "./running.ts";

const { path } = ownFolder();

describe("serve", () => {
  test("prints the links, serves, and ends when interrupted", async () => {
    const child = spawn(process.execPath, [PLENARY, "serve", "--port", "0", "--data", path("store")], {
      cwd: tmpdir(),
    });
    let [out, err] = ["", ""];
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    await new Promise<void>((resolve) => {
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        out += text;
        if (out.includes("Stop with Ctrl-C")) resolve();
      });
      child.on("close", () => resolve());
    });
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
    const health = url === undefined ? undefined : (await fetch(`${url}/healthz`)).status;
    child.kill("SIGTERM");
    const code = await new Promise((resolve) =>
      child.exitCode === null ? child.on("close", resolve) : resolve(child.exitCode),
    );
    expect({ code, err, health }).toEqual({ code: 0, err: "", health: 200 });
    for (const title of ["RESOLUTION 130", "RESOLUTION 50"]) expect(out).toContain(title);
    for (const who of ["chair", "USA", "F", "secretary", "observer"])
      expect(out).toMatch(new RegExp(`^ {2}${who} .*http://127`, "m"));
  });

  test("a port in use is one line", async () => {
    const busy = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => busy.once("listening", resolve));
    const { port } = busy.address() as { port: number };
    const ran = await plenary(["serve", "--port", String(port), "--data", path("store2")]);
    busy.close();
    expect(ran).toEqual({
      code: 3,
      out: "",
      err: `plenary serve: 127.0.0.1:${port}: cannot serve: the port is in use; --port (for npm start: PORT=…) names another\n`,
    });
  });
});
