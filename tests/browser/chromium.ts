import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, type Page, chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where a Chromium or Chrome of the system stands. */
const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** No sandbox, because tests may run as root; nothing that looks up a host in the background. */
const flags = [
  "--no-sandbox",
  "--renderer-process-limit=1", // of each person: a new process for each page that is opened costs more than the page
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const help =
  "Install a Chromium (on Debian: apt-get install chromium) or name one in the environment variable CHROMIUM.";

interface Executable {
  path: string;
  env?: Record<string, string>;
}

/** The Chromium named by `CHROMIUM`, else one of the system, else the one out of the npm package, which `CHROMIUM=npm` asks for. */
async function executable(): Promise<Executable> {
  const named = process.env.CHROMIUM;
  if (named === "npm") return unpacked();
  if (named && !existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist. ${help}`);
  const path = named || places.find((place) => existsSync(place));
  if (path) return { path };
  return unpacked();
}

/**
 * Unpacks @sparticuz/chromium once per version, with its own libraries (NSS) and fonts beside it. The package unpacks to the temporary folder
 * under one name for all versions: so it gets a folder of its own, which is moved into place when it is complete.
 */
async function unpacked(): Promise<Executable> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(`The Chromium out of the npm package is for Linux on x64 only. ${help}`);
  const { version } = createRequire(import.meta.url)(join(root, "node_modules/@sparticuz/chromium/package.json"));
  const cache = join(root, "node_modules/.cache");
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const staging = mkdtempSync(`${folder}-`);
    const unpack = `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`;
    // VERCEL makes the package unpack its libraries too.
    const env = { ...process.env, TMPDIR: staging, VERCEL: "1" };
    await promisify(execFile)(process.execPath, ["--input-type=module", "-e", unpack], { cwd: root, env });
    writeFileSync(
      join(staging, "fonts.conf"),
      `<?xml version="1.0"?><fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>`,
    );
    try {
      renameSync(staging, folder);
    } catch (error) {
      // Another process was first.
      rmSync(staging, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  const env: Record<string, string> = { LD_LIBRARY_PATH: join(folder, "al2023/lib") };
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_FILE = join(folder, "fonts.conf");
  return { path: join(folder, "chromium"), env };
}

/** Starts a headless Chromium. The caller closes it. */
export async function launch(): Promise<Browser> {
  const { path, env } = await executable();
  try {
    return await chromium.launch({ executablePath: path, args: flags, env: { ...process.env, ...env } });
  } catch (error) {
    throw new Error(`Chromium at ${path} does not start. ${help}\n${error instanceof Error ? error.message : error}`);
  }
}

/** Leaves what a page shows, to show the next: errors that come late are told, keys that a failed test held down are up. */
export async function leave(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.mouse.up();
  for (const key of ["Shift", "Control", "Alt", "Meta"]) await page.keyboard.up(key);
}
