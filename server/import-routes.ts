/** Uploads of one document: it becomes a draft, and what had to be simplified is told; or it is checked. */
import type { Hono } from "hono";
import type { HttpOptions } from "./asking.ts";
import { notDone, refused } from "./document-answers.ts";
import { madeDraft, typeOf, uploading } from "./uploading.ts";

export function importRoutes(app: Hono, options: HttpOptions): void {
  const { documents } = options;

  app.post(
    "/api/drafts/import",
    uploading(options, 1, async (context, uploader, body) => {
      const task = { kind: "import", body, type: typeOf(context), time: new Date().toISOString() } as const;
      const done = await documents.perform(uploader.who, task);
      if (!done.ok) return notDone(context, done);
      const { result } = done;
      if (!result.ok) return refused(context, result);
      const { title, findings } = result;
      if (result.kind === "preview")
        return context.json({ title, changes: result.changes, authors: result.authors, findings });
      return madeDraft(context, options, uploader, result.draft, { title, findings });
    }),
  );

  app.post(
    "/api/drafts/check",
    uploading(options, 1, async (context, { who }, body) => {
      const done = await documents.perform(who, { kind: "check", body, type: typeOf(context) });
      if (!done.ok) return notDone(context, done);
      if (!done.result.ok) return refused(context, done.result);
      const { title, findings, simplified } = done.result;
      return context.json({ title, findings, simplified });
    }),
  );
}
