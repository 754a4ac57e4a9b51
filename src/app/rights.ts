/** What a role may do, as far as the interface offers it. The server decides again. */
import type { MemberRole } from "../collab/protocol.ts";

export const mayWrite = (role: MemberRole): boolean => role !== "observer";
export const mayDecide = (role: MemberRole): boolean => role === "chair";
export const mayEditDirectly = (role: MemberRole): boolean => role === "chair" || role === "secretary";
