/** XML in order, with its faults as places: no DOCTYPE, no entities but XML's own, no nesting without end. */
import { SaxesParser } from "saxes";
import { plain } from "../result.ts";
import type { Ours } from "./attributes.ts";
import { PLENARY } from "./namespaces.ts";

/** A fault of a file: where, and what. Thrown while it is read; `readAkn` returns it. */
export class XmlFault extends Error {
  constructor(
    readonly place: string,
    message: string,
  ) {
    super(message);
  }
}

export interface XmlElement {
  /** Local name. */
  name: string;
  namespace: string;
  /** Attributes without a namespace. */
  attributes: ReadonlyMap<string, string>;
  ours: Ours;
}
export interface Handler {
  open(element: XmlElement): void;
  close(): void;
  text(text: string): void;
}

const DEEPEST = 200;

/** Reads a document. `place` says where the reader is: `line 3`. Throws XmlFault. */
export function readXml(xml: string, handlerOf: (place: () => string) => Handler): void {
  const parser = new SaxesParser({ xmlns: true });
  const place = () => `line ${parser.line}`;
  const handler = handlerOf(place);
  let depth = 0;
  parser.on("error", (error) => {
    throw new XmlFault(place(), `not XML: ${plain(error.message.replace(/^[^:]*:?\d+:\d+: /, ""), 120)}`);
  });
  parser.on("doctype", () => {
    throw new XmlFault(place(), "a DOCTYPE is not read");
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) throw new XmlFault(place(), "nested too deeply");
    const [plainOnes, ours] = [new Map<string, string>(), new Map<string, string>()];
    for (const { uri: namespace, local: name, value } of Object.values(attributes)) {
      if (namespace === PLENARY) ours.set(name, value);
      else if (namespace === "") plainOnes.set(name, value);
    }
    handler.open({ name: local, namespace: uri, attributes: plainOnes, ours });
  });
  parser.on("closetag", () => {
    depth -= 1;
    handler.close();
  });
  const text = (each: string) => {
    if (depth > 0) handler.text(each);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  parser.write(xml).close();
}
