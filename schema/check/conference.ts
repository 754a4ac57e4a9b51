/** The number line (or the history, where that names the conference) and the opening agree on conference and year. */
import type { Role } from "../attributes.ts";
import type { CheckedText } from "./checked-text.ts";
import type { Found, Stretch } from "./finding.ts";

/** A line names its conference at its end: within so many characters. */
const TAIL = 300;

interface Conference extends Stretch {
  place: string;
  year: string;
  said: string;
}

export function* conference({ paragraphs }: CheckedText): Generator<Found> {
  const lastIn = (role: Role): Conference | null => {
    const paragraph = paragraphs.find((each) => each.role === role);
    if (paragraph === undefined) return null;
    const start = Math.max(0, paragraph.text.length - TAIL);
    return (
      [...paragraph.text.slice(start).matchAll(/(?<=[(（;；])[^()（）;；]+(?=[)）;；])/gu)]
        .map(({ index, 0: said }) => read(said, { paragraph, from: start + index, to: start + index + said.length }))
        .findLast((each) => each !== null) ?? null
    );
  };
  const opening = lastIn("opening");
  const head = lastIn("number") ?? lastIn("history");
  if (opening === null || head === null) return;
  if (opening.place === head.place && opening.year === head.year) return;
  const { paragraph, from, to, said } = head;
  const message = `“${said}” here, but “${opening.said}” in the opening`;
  const other = { paragraph: opening.paragraph, from: opening.from, to: opening.to };
  yield { rule: "conference", severity: "error", paragraph, from, to, message, other };
}

/** What says in six languages that a text is a revised one. */
const REVISED = /^(?:rev|rév|пересм|المراج[\p{M}]*ع في)\.?\s*|^修订版$/iu;

/** `Rev. Antalya, 2006` as place and year; null when it is something else. */
function read(said: string, stretch: Stretch): Conference | null {
  const parts = said.split(/[,،，、]/u).map((part) => part.trim().normalize("NFC"));
  const year = parts.map((part) => /^(\d{4})\s*(?:年|г\.?)?$/u.exec(part)?.[1]).find((found) => found !== undefined);
  if (year === undefined) return null;
  const names = parts.filter((part) => !/^\d{4}/.test(part)).map((part) => part.replace(REVISED, ""));
  const place = names.filter((name) => name !== "").join(", ");
  return place === "" ? null : { ...stretch, place: place.toLowerCase(), year, said: said.trim() };
}
