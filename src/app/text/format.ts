/**
 * Fluent's patterns written out: words, values, and the form that a number or a value chooses. Reading them is done when
 * the app is built; what else Fluent knows (terms, functions, references) `compile.ts` refuses.
 */
export type Value = string | number;
export type Pattern = string | readonly (string | Placeable)[];
type Variable = { type: "var"; name: string };
export type Placeable = Variable | { type: "select"; selector: Variable; variants: readonly Variant[]; star: number };
interface Variant {
  key: { type: "num"; value: number } | { type: "str"; value: string };
  value: Pattern;
}

/** Set apart, so that a value of one direction does not turn words of the other around. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

export class Formatter {
  private readonly numbers: Intl.NumberFormat;
  private readonly plurals: Intl.PluralRules;

  constructor(locale: string) {
    this.numbers = new Intl.NumberFormat(locale);
    this.plurals = new Intl.PluralRules(locale);
  }

  format(pattern: Pattern, values: Readonly<Record<string, Value>>): string {
    if (typeof pattern === "string") return pattern;
    const parts = pattern.map((part) => {
      if (typeof part === "string") return part;
      const text = this.place(part, values);
      return pattern.length > 1 ? isolated(text) : text;
    });
    return parts.join("");
  }

  private place(part: Placeable, values: Readonly<Record<string, Value>>): string {
    if (part.type === "var") {
      const value = values[part.name];
      return typeof value === "number" ? this.numbers.format(value) : (value ?? `{$${part.name}}`);
    }
    const value = values[part.selector.name];
    const category = typeof value === "number" ? this.plurals.select(value) : null;
    const chosen = part.variants.find(({ key }) => key.value === value || key.value === category);
    return this.format((chosen ?? part.variants[part.star]!).value, values);
  }
}
