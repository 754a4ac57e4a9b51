/** The editor and the acknowledgements that the live session works with. */
import { Acks } from "../collab/acks.ts";
import { createEditor } from "../editor/index.ts";
import type { Wiring } from "./wiring.ts";

export const wiring: Wiring = {
  createEditor,
  createAcks: (doc, provider, store) => new Acks(doc, provider, store === null ? {} : { store }),
};
