/** What a reader noticed and settled, each with its place: the first of each kind, and how many more there are. */
import { type Finding, plain } from "./result.ts";

/** As many places are named of one kind of finding; the last says how many more there are. */
const MOST_OF_A_KIND = 20;

/** A place; one that is known only later is asked for at the end. */
export type Place = string | (() => string);

export class Findings {
  private kept: { place: Place; message: string; kind: string; number: number }[] = [];
  private readonly counts = new Map<string, number>();

  /** `kind` is what findings are counted by. */
  add(place: Place, message: string, kind: string): void {
    const number = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, number);
    if (number <= MOST_OF_A_KIND) this.kept.push({ place, message, kind, number });
  }

  drop(kind: string): void {
    this.kept = this.kept.filter((each) => each.kind !== kind);
    this.counts.delete(kind);
  }

  clear(): void {
    this.kept = [];
    this.counts.clear();
  }

  /** What is said of one place several times is listed once. */
  list(): Finding[] {
    const listed = new Map<string, Finding & { times: number; more: number }>();
    for (const { place: at, message, kind, number } of this.kept) {
      const place = typeof at === "string" ? plain(at) : at();
      const key = JSON.stringify([place, message]);
      const { times, more } = listed.get(key) ?? { times: 0, more: 0 };
      const beyond = number === MOST_OF_A_KIND ? this.counts.get(kind)! - number : 0;
      listed.set(key, { place, message, times: times + 1, more: more + beyond });
    }
    return [...listed.values()].map(({ place, message, times, more }) => ({
      place,
      message: `${message}${times > 1 ? `, ${times} times here` : ""}${more > 0 ? ` (and ${more} more)` : ""}`,
    }));
  }
}
