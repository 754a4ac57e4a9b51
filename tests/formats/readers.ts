/**
 * Readers of the redlines that we write, made from what the formats promise and not from our writers: what somebody
 * reads who takes a redline as original or as final must be the text of that view.
 */

export type As = "original" | "final";

/** Paragraphs of a text without blank ones and with all white space out: labels stand by themselves in our files. */
export const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.replace(/\s+/g, ""))
    .filter((line) => line !== "");

/** Stands for a pilcrow that is text. */
const PILCROW = "\uE001";
/** Stands for a paragraph mark that does not stand in the view. */
const GONE = "\uE000";
const GONE_WITH_BREAK = new RegExp(`${GONE}+\n`, "g");

/** What CriticMarkup says in one view. `{++ ++}` and `{-- --}` nest, comments go, a mark that stands breaks the line. */
export function readCritic(text: string, as: As): string {
  let at = 0;
  const part = (closer: string): string => {
    let result = "";
    while (at < text.length && !(closer !== "" && text.startsWith(closer, at))) {
      const sign = text.slice(at, at + 3);
      const escaped = /^\\(?:[\\{}¶]|~>)/.exec(text.slice(at, at + 3));
      if (escaped !== null) {
        result += escaped[0] === "\\¶" ? PILCROW : escaped[0].slice(1);
        at += escaped[0].length;
      } else if (["{++", "{--", "{~~", "{==", "{>>"].includes(sign)) {
        at += 3;
        result += span(sign);
      } else result += text[at++];
    }
    at += closer.length;
    return result;
  };
  const span = (sign: string): string => {
    if (sign === "{~~") {
      const [before, after] = [part("~>"), part("~~}")];
      return as === "original" ? before : after;
    }
    const inner = part({ "{++": "++}", "{--": "--}", "{==": "==}", "{>>": "<<}" }[sign]!);
    if (sign === "{==") return inner;
    const stands = sign === "{++" ? as === "final" : sign === "{--" ? as === "original" : false;
    // A paragraph mark that does not stand takes its line break with it.
    return stands ? inner : inner.includes("¶") || inner.includes(GONE) ? GONE : "";
  };
  return part("").replace(GONE_WITH_BREAK, "").replaceAll(GONE, "").replaceAll("¶", "").replaceAll(PILCROW, "¶");
}

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const PARAGRAPHS = ["p", "h1", "h2"];
const VOID = ["meta", "br"];

/** What the main part of an HTML page says in one view. Throws where tags do not match. */
export function readHtml(html: string, as: As): string {
  const body = /<main [^>]*>([\s\S]*)<\/main>/.exec(html)![1]!.replaceAll('<span class="pilcrow">¶</span>', "¶");
  const open: string[] = [];
  let result = "";
  let breaks = true;
  for (const [token, closing, name] of body.matchAll(/<(\/?)([a-z0-9]+)[^<>]*>|[^<>]+/g)) {
    const hidden = open.some(
      (tag) => tag === (as === "final" ? "del" : "ins") || tag === "small" || tag === "h1 hidden",
    );
    if (name === undefined) {
      if (hidden && token.includes("¶") && !open.includes("small")) breaks = false;
      if (!hidden && open.some((tag) => PARAGRAPHS.includes(tag)))
        result += token.replaceAll("¶", "").replace(/&(?:\w+|#39);/g, (entity) => ENTITIES[entity]!);
      continue;
    }
    if (VOID.includes(name)) continue;
    if (closing === "") open.push(token.includes('class="hidden"') ? "h1 hidden" : name);
    else if (open.pop()?.split(" ")[0] !== name) throw new Error(`${token} closes what is not open`);
    if (closing === "/" && PARAGRAPHS.includes(name)) {
      if (breaks) result += "\n";
      breaks = true;
    }
  }
  if (open.length > 0) throw new Error(`${open.at(-1)} is not closed`);
  return result;
}
