/**
 * What does it look like? Two delegations and the chair work on Resolution 130 in real browsers; what the chair then sees
 * is written beside this file, as a page at a desk and on a telephone.
 */
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DraftFile } from "../schema/index.ts";
import { Meeting } from "../tests/browser/app/meeting.ts";
import { buildApp } from "../tests/browser/built-app.ts";

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const file = JSON.parse(readFileSync(beside("resolution-130.json"), "utf8")) as DraftFile;
const app = await buildApp();
const meeting = await Meeting.open(app);
const draft = await meeting.draft(file.ops, file.changes);
const [usa, f] = await draft.open("USA", "F");
const chair = await draft.join("chair", { width: 1440, height: 900 });

// The chair accepts the new number; the delegations go on amending.
await chair.card("Rev Antalya").locator(".card-body").click();
await chair
  .card("Rev Antalya")
  .getByRole("button", { name: /^Accept/ })
  .click();
await f.selectBefore("instrumental");
await f.type("decisive");
await f.write("the global economy", " and of developing countries");
await usa.write("Strengthening the role of ITU in", " building confidence and security in");
await chair.sees("confidence and security in information");
await chair.sees("decisive in the growth and development of the global economy and of developing countries");
await chair.card("instrumental").filter({ hasText: "decisive" }).locator(".card-body").click();
await chair.page.mouse.move(1000, 870);
await chair.page.locator(".notice").waitFor({ state: "hidden" });
await chair.page.evaluate(() => scrollTo({ top: 0 }));
await usa.clickBehind("The Plenipotentiary"); // carets that move show their names
await f.clickBehind("recognizing");
await chair.page.waitForFunction(() => {
  const lines = [...document.querySelectorAll(".draft > .paragraph:has(.caret)")].map((line) => line.textContent);
  return lines.some((line) => line.startsWith("recogn")) && lines.some((line) => line.startsWith("The Plen"));
});
await chair.page.screenshot({ path: beside("resolution-130.png") });

const phone = await draft.join("chair", { width: 390, height: 844, phone: true, dark: true });
await phone.text.locator("del", { hasText: "instrumental" }).first().tap();
await phone.page.locator(".peek").waitFor();
await phone.settle();
await phone.page.screenshot({ path: beside("resolution-130-phone.png") });

const problems = await meeting.adjourn();
await meeting.close();
rmSync(app, { recursive: true, force: true });
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
