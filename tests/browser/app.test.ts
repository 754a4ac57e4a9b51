/** The app as its people use it: a real server, real browsers, real keys. One meeting for all of it. */
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { convene, meeting } from "./app/meeting.ts";
import "./app/work.ts";
import "./app/checking.ts";
import "./app/deciding.ts";
import "./app/marks.ts";
import "./app/agreeing.ts";
import "./app/settling.ts";
import "./app/proposing.ts";
import "./app/connection.ts";
import "./app/inviting.ts";
import "./app/numbering.ts";
import "./app/reach.ts";

beforeAll(convene);
afterAll(() => meeting?.close());
/** In none of it an error on the console, an exception, or a violation of the content policy. */
afterEach(async () => {
  expect(await meeting.adjourn()).toEqual([]);
});
