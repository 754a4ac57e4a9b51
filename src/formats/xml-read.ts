/**
 * XML in order, with one spelling for each name whatever prefix the file has for it. What a stranger could do harm with
 * is refused: a DOCTYPE, entities but XML's own, nesting and elements without end.
 */
import { SaxesParser } from "saxes";
import { Fault } from "./fault.ts";
import { plain } from "./result.ts";

export type XmlAttributes = Readonly<Record<string, string>>;
export interface XmlHandler {
  /** `name` has the prefix of its namespace in `XmlKind`: `w:p`; none where that is empty, `?` where it is not known. */
  open(name: string, attributes: XmlAttributes): void;
  close(): void;
  /** Text in an element; a long one comes in pieces. */
  text(text: string): void;
}
/** What is known of a kind of documents. */
export interface XmlKind {
  /** The prefix of each namespace. */
  prefixes: Readonly<Record<string, string>>;
  deepest: number;
  /** Elements of a document. */
  most: number;
  /** What to do where it is no XML: `: save it again`. */
  advice: string;
}

/** Reads a document. `handlerOf` is told how to ask for the line that is read. Throws Fault, at `part` or at a line. */
export function readXml(
  xml: string,
  kind: XmlKind,
  handlerOf: (line: () => number) => XmlHandler,
  part?: string,
): void {
  const parser = new SaxesParser({ position: false });
  const handler = handlerOf(() => parser.line);
  const names = new Names(kind.prefixes);
  const fault = (message: string) => {
    const line = `line ${parser.line}`;
    return new Fault(part ?? line, `${message}${part === undefined ? "" : ` (${line})`}${kind.advice}`);
  };
  let [depth, elements] = [0, 0];
  parser.on("error", (error) => {
    throw fault(`not well-formed XML: ${plain(error.message, 120)}`);
  });
  parser.on("doctype", () => {
    throw fault("a DOCTYPE is not read");
  });
  parser.on("opentag", (tag) => {
    if (++elements > kind.most) throw fault(`more than ${kind.most} elements`);
    if (++depth > kind.deepest) throw fault(`nested deeper than ${kind.deepest} elements`);
    const attributes = names.open(tag.attributes as Record<string, string>);
    handler.open(names.element(tag.name), attributes);
  });
  parser.on("closetag", () => {
    depth -= 1;
    names.close();
    handler.close();
  });
  const text = (each: string) => {
    if (depth > 0) handler.text(each);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  parser.write(xml).close();
}

/** What an element says of prefixes, within what those around it say. */
class Scope {
  /** Names that occurred, with their spelling: most occur again. */
  private readonly spelled = { element: new Map<string, string>(), attribute: new Map<string, string>() };

  constructor(
    private readonly prefixes: ReadonlyMap<string, string>,
    private readonly around: Scope | null,
  ) {}

  of(name: string, kind: "element" | "attribute"): string {
    let spelled = this.spelled[kind].get(name);
    if (spelled === undefined) this.spelled[kind].set(name, (spelled = this.spell(name, kind)));
    return spelled;
  }

  private spell(name: string, kind: "element" | "attribute"): string {
    const colon = name.indexOf(":");
    if (colon < 0 && kind === "attribute") return name;
    const prefix = this.prefix(colon < 0 ? "" : name.slice(0, colon));
    return prefix === "" ? name.slice(colon + 1) : `${prefix}:${name.slice(colon + 1)}`;
  }

  private prefix(written: string): string {
    return this.prefixes.get(written) ?? this.around?.prefix(written) ?? "?";
  }
}

class Names {
  private scope = new Scope(new Map([["xml", "xml"]]), null);
  /** The scope outside of each open element. */
  private readonly outer: Scope[] = [];

  constructor(private readonly known: Readonly<Record<string, string>>) {}

  /** An element opens. Gives its attributes by their names, without those that declare namespaces. */
  open(written: Readonly<Record<string, string>>): XmlAttributes {
    this.outer.push(this.scope);
    let prefixes: Map<string, string> | null = null;
    let isSpelled = true; // as they are here: most are
    for (const name in written) {
      if (!isDeclaration(name)) {
        isSpelled &&= this.scope.of(name, "attribute") === name;
        continue;
      }
      const uri = written[name]!;
      prefixes ??= new Map();
      prefixes.set(name.slice(6), Object.hasOwn(this.known, uri) ? this.known[uri]! : "?");
    }
    if (prefixes !== null) this.scope = new Scope(prefixes, this.scope);
    else if (isSpelled) return written;
    const result = Object.create(null) as Record<string, string>;
    for (const name in written) if (!isDeclaration(name)) result[this.scope.of(name, "attribute")] = written[name]!;
    return result;
  }

  close(): void {
    this.scope = this.outer.pop()!;
  }

  element(name: string): string {
    return this.scope.of(name, "element");
  }
}

const isDeclaration = (name: string): boolean => name === "xmlns" || name.startsWith("xmlns:");
