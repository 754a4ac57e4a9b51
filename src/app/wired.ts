/** The editor and the acknowledgements that the live session works with. */
import { createAcks, createEditor } from "./fixture/stubs.ts";
import type { Wiring } from "./wiring.ts";

export const wiring: Wiring = { createEditor, createAcks };
