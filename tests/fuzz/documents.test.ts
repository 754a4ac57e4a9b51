/** Damaged documents: each is read as a draft that holds, or refused on one line; and no word is lost without a finding. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { READABLE, read, readJson, write, writeJson } from "../../src/formats/index.ts";
import { SUBJECTS, lost, realFiles, saidBy, withoutLabels } from "./subjects.ts";

const FUZZ = Number(process.env.FUZZ ?? 0);
/** Mutants of all formats together: 200, and at least 2,000 where more was asked for. */
const MUTANTS = FUZZ > 0 ? Math.min(Math.max(FUZZ / 5, 2000), 20_000) : 200;
/** Seconds that no mutant takes: its original takes less than a tenth of one. */
const HANGS = 20;

/** Letters of odd labels that two views had and one has now. */
const A_LABEL = 4;
/** What a reader says of words that it leaves out. */
const LEFT_OUT = /left out|is not known|nothing in the text refers/;

const formats = READABLE.filter((format) => SUBJECTS[format] !== undefined);

/** Formats in which nearly anything says something. */
const LENIENT = ["txt", "html"];

describe.each(formats)("%s", (format) => {
  const subject = SUBJECTS[format]!;

  test("is read as a draft that holds, or refused on one line; no word is lost without a finding", async () => {
    const documents = await subject.documents();
    let [drafts, refused, told] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documents.keys()),
        fc.constantFrom(...Object.keys(subject.mutators)),
        fc.array(fc.record({ at: fc.nat(), how: fc.nat() }), { minLength: 1, maxLength: 3 }),
        async (document, by, hits) => {
          const data = hits.reduce((data, hit) => subject.mutators[by]!(data, hit), documents[document]!);
          const begin = performance.now();
          const result = await read(format, data);
          expect(performance.now() - begin).toBeLessThan(HANGS * 1000);
          if (!result.ok) {
            refused++;
            expect(`${result.place}: ${result.message}`).toMatch(/^[^\n]+: [^\n]+$/);
            return;
          }
          drafts++;
          const { draft, findings } = result;
          expect(readJson(writeJson(draft))).toEqual({ ok: true, draft });
          for (const view of ["original", "final"] as const)
            expect(await write("txt", draft, view)).toMatchObject({ ok: true });
          const said = subject.said(data);
          if (said === null) return;
          told++;
          const missing = lost(withoutLabels(said), saidBy(draft));
          const isTold = findings.some(({ message }) => LEFT_OUT.test(message));
          if (!isTold)
            expect({ missing: missing.length > A_LABEL ? missing : "", findings }).toEqual({ missing: "", findings });
        },
      ),
      { numRuns: Math.ceil(MUTANTS / formats.length) },
    );
    console.log(
      `${format}: ${documents.length} documents, ${drafts} mutants read, ${told} of them compared, ${refused} refused`,
    );
    expect(drafts).toBeGreaterThan(2);
    expect(refused).toBeGreaterThan(LENIENT.includes(format) ? -1 : 2);
  });
});

test("what is lost is seen", () => {
  expect(lost("noting that", "noting")).toBe("ttha");
  expect(lost("noting", "a) noting")).toBe("");
});

test("real documents are among them where they are there", () => {
  console.log(`${realFiles().length} real documents of Word's damaged`);
  expect(Object.keys(SUBJECTS)).toEqual(expect.arrayContaining([...READABLE]));
});
