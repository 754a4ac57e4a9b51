/** The built app: a single page, the files that it names, and the headers that keep it safe. */
import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import type { Context } from "hono";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".ftl": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

/**
 * Scripts and connections of our own origin only. Style attributes are allowed because positions of carets and menus
 * are written as such. The address of a page is never sent on: the part after `#` is not, by nature, and the rest by
 * `no-referrer`.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** For answers that are documents of their own: if one is ever shown as a page, it can do nothing. */
export const DOCUMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

export const SECURITY_HEADERS: Record<string, string> = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Answers with a file of the app. The page itself is asked for anew each time; what it names has a hash in its name. */
export async function servePage(context: Context, appDir: string): Promise<Response> {
  const path = context.req.path === "/" ? "/index.html" : context.req.path;
  const bytes = await readBelow(appDir, path);
  if (bytes === null) {
    const built = path !== "/index.html";
    return context.text(built ? "No such page." : "The app is not built: run npm run build.", 404);
  }
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  const cache = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  return context.body(bytes, 200, { "Content-Type": type, "Cache-Control": cache });
}

/** The file at `path` under `folder`; null when there is none, or it would lie outside. */
async function readBelow(folder: string, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const root = resolve(folder);
  let file: string;
  try {
    file = join(root, decodeURIComponent(path));
  } catch {
    return null; // a broken escape
  }
  if (!file.startsWith(root + sep) || file.includes("\0")) return null;
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    return null;
  }
}
