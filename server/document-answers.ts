/** What becomes of a document in an answer: it is sent, or why not. */
import type { Context } from "hono";
import { FILE_BYTES, type WriteResult } from "../src/formats/index.ts";
import { refuse } from "./asking.ts";
import type { CompareResult } from "./document-compare.ts";
import type { CheckResult, ImportResult } from "./document-upload.ts";
import type { Done } from "./documents.ts";
import { DOCUMENT_POLICY } from "./pages.ts";
import { fileNames } from "./titles.ts";

/** A document that was written, as a download. */
export function sent(context: Context, title: string, written: WriteResult): Response {
  if (!written.ok) return refuse(context, written.code === "none" ? "not-found" : written.code, written.message);
  return context.body(new Uint8Array(Buffer.from(written.data)), 200, {
    "Content-Type": written.type,
    "Content-Disposition": dispositionOf(fileNames(title, written.shows), written.extension),
    "Content-Security-Policy": DOCUMENT_POLICY,
  });
}

/** A name that every system takes, and the one in the title's own script where that is another (RFC 6266). */
function dispositionOf({ full, plain }: ReturnType<typeof fileNames>, extension: string): string {
  const named = `attachment; filename="${plain}.${extension}"`;
  return full === plain ? named : `${named}; filename*=UTF-8''${encodeURIComponent(`${full}.${extension}`)}`;
}

/** Why an upload was not worked on to its end. */
export const notDone = (context: Context, done: Done<unknown> & { ok: false }): Response =>
  done.why === "busy"
    ? refuse(context, "unavailable", done.message)
    : unreadable(context, { file: done.file, place: "file", message: done.message });

/** What is wrong with an upload. */
export function refused(context: Context, result: (ImportResult | CompareResult | CheckResult) & { ok: false }) {
  switch (result.kind) {
    case "invalid":
      return refuse(context, "invalid", result.message);
    case "forbidden":
      return refuse(context, "forbidden", "only a chair or a secretary makes a draft: ask for a format, or a preview");
    case "too-large":
      return tooLarge(context);
    case "unreadable": {
      const { ok: _, kind: __, ...where } = result;
      return unreadable(context, where);
    }
  }
}

export const tooLarge = (context: Context): Response =>
  refuse(context, "too-large", `file: larger than ${FILE_BYTES} bytes`);

const unreadable = (context: Context, where: { file: string; place: string; message: string }): Response =>
  refuse(context, "unreadable", `${where.file}: ${where.place}: ${where.message}`, where);
