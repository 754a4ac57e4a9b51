/** Where the words of a text end (UAX 29), in every script, and never inside what a reader takes for one character. */

/** A word, or what stands between words. */
export interface Piece {
  text: string;
  isWord: boolean;
}

/**
 * Places where words end whatever stands around: a single space between two words or signs, a sign of Chinese or
 * Japanese before a letter. The letters left out join what stands before them to one character.
 */
const SURE =
  /(?<=[\p{L}\p{M}\p{N}\p{P}])( )(?=[\p{L}\p{N}\p{P}])(?![\u0E33\u0EB3\uFF9E\uFF9F])|(?<=[、。，；：？！])(?=\p{L})(?![\u0E33\u0EB3\uFF9E\uFF9F])/u;
/** Longer stretches without a sure place are cut: the time that Intl.Segmenter takes grows with the square of it. */
const LONGEST = 200;
/** Letters and signs of which none joins with the one before it. */
const SIMPLE = /^[\0-\u02FF\u2010-\u2027]*$/;

export class Words {
  private readonly words: Intl.Segmenter;
  private readonly characters: Intl.Segmenter;
  /** Texts repeat their words: each stretch is looked at once. */
  private readonly known = new Map<string, readonly Piece[]>();

  constructor(lang: string) {
    this.words = new Intl.Segmenter(lang, { granularity: "word" });
    this.characters = new Intl.Segmenter(lang, { granularity: "grapheme" });
  }

  /** The pieces of a text, in order; joined they are the text. */
  of(text: string): Piece[] {
    const pieces: Piece[] = [];
    for (const stretch of text.split(SURE)) {
      if (stretch === undefined || stretch === "") continue; // the second kind of place has no space to give
      for (const piece of this.inStretch(stretch)) pieces.push(piece);
    }
    return pieces;
  }

  private inStretch(stretch: string): readonly Piece[] {
    let pieces = this.known.get(stretch);
    if (pieces === undefined) {
      pieces = this.cut(stretch).flatMap((part) => this.segment(part));
      this.known.set(stretch, pieces);
    }
    return pieces;
  }

  private segment(text: string): Piece[] {
    const ends = SIMPLE.test(text) ? null : new Set(this.endsOfCharacters(text));
    const pieces: Piece[] = [];
    let open = ""; // a piece that ends inside a character goes on
    for (const { segment, index, isWordLike } of this.words.segment(text)) {
      open += segment;
      if (ends !== null && !ends.has(index + segment.length)) continue;
      pieces.push({ text: open, isWord: isWordLike === true });
      open = "";
    }
    return pieces;
  }

  private cut(stretch: string): string[] {
    const parts: string[] = [];
    let rest = stretch;
    while (rest.length > LONGEST) {
      const ends = this.endsOfCharacters(rest.slice(0, LONGEST));
      const end = ends.at(-2) ?? LONGEST; // the last one may be cut short
      parts.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    parts.push(rest);
    return parts;
  }

  private endsOfCharacters(text: string): number[] {
    return Array.from(this.characters.segment(text), ({ index, segment }) => index + segment.length);
  }
}
