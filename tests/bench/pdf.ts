/** How long a PDF takes, from the draft to the bytes, and how large it gets. */
import type { DraftFile } from "../../schema/index.ts";
import type { WrittenView } from "../../src/formats/index.ts";
import { writePdf } from "../../src/formats/pdf/write.ts";
import { largeDraft, median } from "./drafts.ts";

export interface PdfFigures {
  pages: number;
  /** Milliseconds, the median of three; the process that sets it is started anew each time. */
  time: number;
  bytes: number;
}

const CASES: [name: string, paragraphs: number, changes: number, view: WrittenView][] = [
  ["10 pages, clean", 88, 200, "final"],
  ["10 pages, 200 changes", 88, 200, "redline"],
  ["100 pages, clean", 890, 2000, "final"],
  ["100 pages, 2,000 changes", 890, 2000, "redline"],
];

export async function benchPdf(): Promise<Map<string, PdfFigures>> {
  const figures = new Map<string, PdfFigures>();
  for (const [name, paragraphs, changes, view] of CASES) {
    const ops = largeDraft(paragraphs, 60, changes);
    const draft: DraftFile = {
      format: "plenary-draft",
      version: 1,
      profile: "itu",
      lang: "en",
      ops,
      changes: {},
      comments: {},
    };
    const times: number[] = [];
    let file: Uint8Array = new Uint8Array();
    for (let i = 0; i < 3; i++) {
      const begin = performance.now();
      file = await writePdf(draft, view);
      times.push(performance.now() - begin);
    }
    const pages = Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(Buffer.from(file).toString("latin1"))?.[1]);
    figures.set(name, { pages, time: median(times), bytes: file.length });
  }
  return figures;
}
