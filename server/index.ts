/** The server as a library: for those who run rooms in their own process. */
export * from "./access.ts";
export * from "./connection.ts";
export * from "./database.ts";
export type { DecisionCommand, DecisionResult, PendingChange } from "./decision.ts";
export * from "./demo.ts";
export * from "./drafts.ts";
export * from "./http.ts";
export { RoomUnavailable } from "./jobs.ts";
export * from "./log.ts";
export * from "./main.ts";
export * from "./metrics.ts";
export * from "./peer.ts";
export * from "./presence.ts";
export * from "./room.ts";
export * from "./rooms.ts";
export * from "./sockets.ts";
export * from "./sqlite-log.ts";
export * from "./store.ts";
