/** Pairs of texts to compare: a hundred pages and their revision, and the worst that can come. The same every time. */
import { readFileSync } from "node:fs";
import { Delta, MARK } from "../../schema/index.ts";
import { paragraphs } from "../../schema/index.ts";
import { readText } from "../../src/formats/text/read.ts";

interface Paragraph {
  text: string;
  level: number;
}
/** Numbers below n, from a seed (Lehmer). */
export function randomFrom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => (state = (state * 48271) % 0x7fffffff) % n;
}

const sequenceOf = (list: readonly Paragraph[]): Delta =>
  list.reduce(
    (draft, { text, level }, i) => draft.insert(text).insert(MARK, { id: `p${i + 1}`, role: "item", level }),
    new Delta(),
  );
const plain = (texts: readonly string[]): Delta => sequenceOf(texts.map((text) => ({ text, level: 0 })));

const source = ["resolution-130-proposed.txt", "resolution-50-clean.txt"].flatMap((name) => {
  const { draft } = readText(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
  return paragraphs(new Delta(draft.ops as Delta["ops"]), "final").map(({ text }) => text);
});
const words = [...new Set(source.join(" ").split(/\s+/))];
const PAGE = 3000;

function pages(count: number, random: (n: number) => number): Paragraph[] {
  const list: Paragraph[] = [];
  for (let size = 0, i = 0; size < count * PAGE; i++) {
    // Resolutions repeat their phrases, not their paragraphs: each has a few words of its own.
    const own = source[i % source.length]!.split(" ");
    for (let n = own.length >> 2; n > 0; n--) own[random(own.length)] = words[random(words.length)]!;
    const text = own.join(" ");
    list.push({ text, level: i % 4 === 3 ? 1 : 0 });
    size += text.length;
  }
  return list;
}

/** Words edited in a third of the paragraphs; some inserted, deleted, moved, rewritten, split, joined, on another level. */
function revised(list: readonly Paragraph[], random: (n: number) => number): Paragraph[] {
  const result = list.flatMap(({ text, level }): Paragraph[] => {
    const own = text.split(" ");
    const edit = random(60);
    if (edit < 20) own.splice(random(own.length), random(3), words[random(words.length)]!);
    else if (edit < 22) return [];
    else if (edit < 24)
      return [
        { text: source[random(source.length)]!, level: 0 },
        { text, level },
      ];
    else if (edit < 26) return [{ text: own.map(() => words[random(words.length)]!).join(" "), level }];
    else if (edit < 28) return [{ text, level: 1 - level }];
    else if (edit < 30 && own.length > 9)
      return [own.slice(0, own.length >> 1), own.slice(own.length >> 1)].map((half) => ({
        text: half.join(" "),
        level,
      }));
    return [{ text: own.join(" "), level }];
  });
  for (let n = list.length >> 6; n > 0; n--) {
    const section = result.splice(random(result.length - 4), 1 + random(3));
    result.splice(random(result.length), 0, ...section);
  }
  return result;
}

const jumble = (length: number, random: (n: number) => number): string => {
  let text = "";
  while (text.length < length) text += `${words[random(words.length)]!} `;
  return text;
};

export const CASES: Record<string, () => [Delta, Delta]> = {
  "100 pages, revised": () => {
    const old = pages(100, randomFrom(1));
    return [sequenceOf(old), sequenceOf(revised(old, randomFrom(2)))];
  },
  "100 pages, every paragraph rewritten": () => {
    const old = pages(100, randomFrom(1));
    const random = randomFrom(2);
    const half = (text: string) => text.split(" ").map((word) => (random(5) < 2 ? words[random(words.length)]! : word));
    return [sequenceOf(old), plain(old.map(({ text }) => half(text).join(" ")))];
  },
  "100 pages, nothing in common": () => {
    const old = pages(100, randomFrom(1));
    return [sequenceOf(old), plain(old.map(({ text }) => text.replace(/[a-z]/g, (letter) => `${letter}${letter}`)))];
  },
  "100 pages, other paragraphs of the same words": () => [
    sequenceOf(pages(100, randomFrom(1))),
    plain(Array.from({ length: 1000 }, (_, i) => jumble(300, randomFrom(i + 7)))),
  ],
  "100 pages and an empty text": () => [sequenceOf(pages(100, randomFrom(1))), plain([""])],
  "every paragraph the same line": () => [
    plain(Array.from({ length: 4000 }, () => "to report to the Council;")),
    plain(Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? "to report to it;" : "to report to the Council;"))),
  ],
  "one paragraph of 300,000 characters, edited": () => {
    const own = jumble(300_000, randomFrom(1)).split(" ");
    const random = randomFrom(2);
    return [
      plain([own.join(" ")]),
      plain([own.map((word) => (random(10) === 0 ? words[random(words.length)]! : word)).join(" ")]),
    ];
  },
  "one paragraph of 300,000 characters, another": () => [
    plain([jumble(300_000, randomFrom(1))]),
    plain([jumble(300_000, randomFrom(2))]),
  ],
  "one word of 300,000 letters": () => [plain(["a".repeat(300_000)]), plain([`b${"a".repeat(300_000)}`])],
  "100,000 Chinese characters without a sign": () => {
    const letter = (random: (n: number) => number) => String.fromCharCode(0x4e00 + random(800));
    const [a, b] = [randomFrom(1), randomFrom(2)];
    const old = Array.from({ length: 100_000 }, () => letter(a));
    return [plain([old.join("")]), plain([old.map((own) => (b(50) === 0 ? letter(b) : own)).join("")])];
  },
  "10,000 short paragraphs in another order": () => {
    const random = randomFrom(3);
    const old = Array.from({ length: 10_000 }, (_, i) => `to note item ${i} of the list`);
    return [
      plain(old),
      plain(
        [...old]
          .map((text) => ({ text, key: random(1e9) }))
          .sort((a, b) => a.key - b.key)
          .map(({ text }) => text),
      ),
    ];
  },
  "10,000 paragraphs of 100 kinds in another order": () => {
    const random = randomFrom(3);
    const old = Array.from({ length: 10_000 }, () => `to note ${words[random(100)]!}`);
    return [plain(old), plain([...old].reverse())];
  },
};
