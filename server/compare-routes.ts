/** Two documents, or one and a draft, become one redline: a new draft, a document, or what it would hold. */
import type { Context, Hono } from "hono";
import type { CleanView } from "../src/formats/index.ts";
import { mayImport } from "./access.ts";
import { type Asker, type HttpOptions, anyone, asking, readingOf, refuse, whoOf } from "./asking.ts";
import { notDone, refused, sent, tooLarge } from "./document-answers.ts";
import type { CompareTask } from "./document-compare.ts";
import { fileOf } from "./drafts.ts";
import { CompareQuery, type Parsed, readQuery } from "./requests.ts";
import { OPERATOR, type Uploader, madeDraft, readUpload, typeOf, uploading } from "./uploading.ts";

export function compareRoutes(app: Hono, options: HttpOptions): void {
  const reading = readingOf(options);

  app.post(
    "/api/drafts/compare",
    uploading(options, 2, async (context, uploader, body) => {
      const asked = askedOf(context);
      if (!asked.ok) return refuse(context, asked.code, asked.message);
      return compared(context, options, uploader, { body, draft: null, written: asked.value.written, mayMake: true });
    }),
  );

  /** Whoever reads the draft may have the redline as a document. */
  const compareWith = async (context: Context, asker: Asker, body: Buffer): Promise<Response> => {
    const asked = askedOf(context);
    if (!asked.ok) return refuse(context, asked.code, asked.message);
    const { view, written } = asked.value;
    const file = await reading(asker, (room) => fileOf(asker.draft, room.snapshot()));
    const { actor } = asker;
    const uploader = actor === null ? OPERATOR : { who: whoOf(asker), name: actor.name };
    return compared(context, options, uploader, {
      body,
      draft: { file, title: asker.draft.title, view },
      written,
      mayMake: actor === null || mayImport(actor.role),
    });
  };
  app.post(
    "/api/drafts/:id/compare",
    asking(options, anyone, async (context) => {
      const body = await readUpload(context, 1);
      if (body === null) return tooLarge(context);
      return asking(options, anyone, (_, asker) => compareWith(context, asker, body))(context);
    }),
  );
}

/** What of a draft is compared, and what the redline is wanted as. */
function askedOf(context: Context): Parsed<{ view: CleanView } & Pick<CompareTask, "written">> {
  const query = readQuery(context, CompareQuery);
  if (!query.ok) return query;
  const { view, format, lines, layout } = query.value;
  const written = format === undefined ? null : { format, options: { lineNumbers: lines === "true", layout } };
  return { ok: true, value: { view, written } };
}

async function compared(
  context: Context,
  options: HttpOptions,
  uploader: Uploader,
  asked: Pick<CompareTask, "body" | "draft" | "written" | "mayMake">,
): Promise<Response> {
  const time = new Date().toISOString();
  const done = await options.documents.perform(uploader.who, {
    kind: "compare",
    type: typeOf(context),
    time,
    ...asked,
  });
  if (!done.ok) return notDone(context, done);
  const { result } = done;
  if (!result.ok) return refused(context, result);
  const { title, changes, findings } = result;
  switch (result.kind) {
    case "preview":
      return context.json({ title, changes, findings });
    case "written":
      return sent(context, title, result.written);
    case "made":
      return madeDraft(context, options, uploader, result.draft, { title, changes, findings });
  }
}
