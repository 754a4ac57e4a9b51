/** The HTTP interface (DESIGN §10): JSON, `Authorization: Bearer TOKEN`, errors `{error: {code, message}}`; and the app. */
import { Hono } from "hono";
import { compress } from "hono/compress";
import { type HttpOptions, refuse } from "./asking.ts";
import { compareRoutes } from "./compare-routes.ts";
import { decisionRoutes } from "./decision-routes.ts";
import { draftRoutes } from "./draft-routes.ts";
import { importRoutes } from "./import-routes.ts";
import { RoomUnavailable } from "./jobs.ts";
import { LogFailure } from "./log.ts";
import { memberRoutes } from "./member-routes.ts";
import { SECURITY_HEADERS, servePage } from "./pages.ts";
import { discardBody } from "./requests.ts";
import { bracketRoutes } from "./bracket-routes.ts";
import { textRoutes } from "./text-routes.ts";

/** Promised by the interface, not here yet. */
const PLANNED: [method: string, path: string][] = [
  ["POST", "/api/meetings"],
  ["POST", "/api/meetings/:meeting/members"],
  ["POST", "/api/drafts/:id/comments"],
  ["PATCH", "/api/drafts/:id/comments/:thread"],
  ["GET", "/api/drafts/:id/versions"],
  ["POST", "/api/drafts/:id/versions"],
];

/** All routes. Whatever fails within is answered and logged here; paths are logged without their query. */
export function httpApp(options: HttpOptions): Hono {
  const { store, metrics, log, appDir } = options;
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    await discardBody(context);
    for (const [header, value] of Object.entries(SECURITY_HEADERS)) {
      if (!context.res.headers.has(header)) context.res.headers.set(header, value);
    }
    if (context.req.path.startsWith("/api/")) context.res.headers.set("Cache-Control", "no-store");
    metrics.answered(context.res.status);
  });
  app.onError((error, context) => {
    const { method, path } = context.req;
    const level = error instanceof RoomUnavailable ? "info" : "error";
    log[level]({ err: error, method, path }, "a request failed");
    if (error instanceof RoomUnavailable) return refuse(context, "unavailable", error.message);
    if (error instanceof LogFailure) return refuse(context, "unavailable", "the store does not answer: try again");
    return refuse(context, "internal", "the server failed on this request");
  });

  for (const [method, path] of PLANNED) {
    app.on(method, path, (context) => refuse(context, "not-implemented", `${method} ${path} is not available yet`));
  }
  draftRoutes(app, options);
  importRoutes(app, options);
  compareRoutes(app, options);
  memberRoutes(app, options);
  textRoutes(app, options);
  decisionRoutes(app, options);
  bracketRoutes(app, options);

  app.get("/healthz", async (context) => {
    await store.ping();
    return context.json({ ok: true });
  });
  app.get("/metrics", async (context) =>
    context.body(await metrics.registry.metrics(), 200, { "Content-Type": metrics.registry.contentType }),
  );
  app.all("/api/*", (context) => refuse(context, "not-found", "no such endpoint"));
  app.get("*", compress(), (context) => servePage(context, appDir));
  app.notFound((context) => refuse(context, "not-found", "no such place"));
  return app;
}
