/** What a draft can be had as, in the order in which it is offered. */
import type { Download } from "./uploads.ts";

const DOWNLOADS = {
  docx: { format: "docx" },
  pdf: { format: "pdf" },
  html: { format: "html" },
  "html-sides": { format: "html", layout: "side-by-side" },
  "html-changes": { format: "html", layout: "changes" },
  akn: { format: "akn" },
  txt: { format: "txt" },
  json: { format: "json" },
} as const satisfies Record<string, Download>;

export type DownloadName = keyof typeof DOWNLOADS;
export const downloadOf = (name: DownloadName): Download => DOWNLOADS[name];

/** Those that the server writes; the layouts that show what is proposed are of a redline. */
export const downloadsOf = (formats: readonly string[], view: "redline" | "clean"): DownloadName[] =>
  (Object.keys(DOWNLOADS) as DownloadName[]).filter((name) => {
    const { format, layout }: Download = DOWNLOADS[name];
    return formats.includes(format) && (layout === undefined || view === "redline");
  });
