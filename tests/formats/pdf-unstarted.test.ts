/** No process for a PDF: a server that has too many files open goes on, and says that it has none. */
import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { write } from "../../src/formats/index.ts";
import { draft, fileOf, item } from "../schema/draft.ts";

// As Node does on EMFILE (lib/internal/child_process.js): no streams, and the error a moment later.
vi.mock("node:child_process", () => ({
  spawn: () => {
    const child = new EventEmitter();
    process.nextTick(() => child.emit("error", new Error("spawn node EMFILE")));
    return child;
  },
}));

test("is told, and ends nothing", async () => {
  expect(await write("pdf", fileOf(draft(item("one"))), "final")).toEqual({
    ok: false,
    code: "unavailable",
    message: "the PDF cannot be begun: spawn node EMFILE",
  });
});
