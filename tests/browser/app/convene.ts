/** One meeting for all tests of a file: in none of them an error on the console, an exception, or a violation of the content policy. */
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { convene, meeting } from "./meeting.ts";

beforeAll(() => convene(inject("app")));
afterAll(() => meeting?.close());
afterEach(async () => {
  expect(await meeting.adjourn()).toEqual([]);
});
