/** Validity against the schema of Akoma Ntoso 3.0, which lies beside the project: what is wrong with a document. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { XmlDocument, XsdValidator, xmlRegisterInputProvider } from "libxml2-wasm";

const BESIDE = fileURLToPath(new URL("../../../shared/data/akn/akomantoso30.xsd", import.meta.url));
/** `AKN_SCHEMA` names it where it lies elsewhere. */
const SCHEMA = process.env.AKN_SCHEMA ?? BESIDE;
/** What the schema imports, as far as it uses it. */
const XML_XSD = `<xs:schema targetNamespace="http://www.w3.org/XML/1998/namespace" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:attribute name="lang" type="xs:language"/><xs:attribute name="space" type="xs:NCName"/><xs:attribute name="id" type="xs:ID"/>
<xs:attributeGroup name="specialAttrs"><xs:attribute ref="xml:lang"/><xs:attribute ref="xml:space"/><xs:attribute ref="xml:id"/></xs:attributeGroup>
</xs:schema>`;

/** The faults of a document, one a line, or none; null where the schema is not there. */
export function schemaFaults(): ((xml: string) => string[]) | null {
  if (!existsSync(SCHEMA)) return null;
  const bytes = Buffer.from(XML_XSD);
  const open = new Map<number, number>();
  xmlRegisterInputProvider({
    match: (name) => name.endsWith("xml.xsd"),
    open: () => {
      open.set(1, 0);
      return 1;
    },
    read: (_, buffer) => {
      const from = open.get(1)!;
      const n = Math.min(buffer.length, bytes.length - from);
      buffer.set(bytes.subarray(from, from + n));
      open.set(1, from + n);
      return n;
    },
    close: () => true,
  });
  const schema = XmlDocument.fromBuffer(readFileSync(SCHEMA), { url: "file:///akomantoso30.xsd" });
  const validator = XsdValidator.fromDoc(schema);
  return (xml) => {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
      return [];
    } catch (error) {
      const { details } = error as { details?: { message: string; line: number }[] };
      return details?.map(({ message, line }) => `${line}: ${message}`) ?? [String(error)];
    } finally {
      document.dispose();
    }
  };
}
