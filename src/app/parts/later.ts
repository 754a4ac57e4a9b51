/** The parts that `Later.tsx` fetches, with their words. */
import more from "../text/en-later.ftl";
import "../style/later.css";
import { addWords } from "../text/index.ts";

addWords(more);

export { Agreement } from "./Agreement.tsx";
export { Brackets } from "./Brackets.tsx";
export { CardMenu } from "./CardMenu.tsx";
export { ChangeTag } from "./ChangeTag.tsx";
export { CompareDialog } from "./CompareDialog.tsx";
export { ConflictDialog } from "./ConflictDialog.tsx";
export { Decided } from "./Decided.tsx";
export { DecideMenu } from "./DecideMenu.tsx";
export { DecisionDialog } from "./DecisionDialog.tsx";
export { ExportItems } from "./ExportItems.tsx";
export { Findings } from "./Findings.tsx";
export { FormDialog } from "./FormDialog.tsx";
export { ImportDialog } from "./ImportDialog.tsx";
export { Insertions } from "./Insertions.tsx";
export { MembersDialog } from "./MembersDialog.tsx";
export { NumberingMenu } from "./NumberingMenu.tsx";
export { Proposals } from "./Proposals.tsx";
export { SettleDialog } from "./SettleDialog.tsx";
