/** Codes and limits that the server and its clients share, each once. Close codes and message types are fixed (DESIGN §10). */

/** First varint of every message on the socket; 0, 1 and 3 are y-websocket's own. */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  /**
   * From the server, to clients that asked with `&acks=1`: varuint log position (all entries up to it have been sent
   * before this message), varuint `n`: of the updates announced by message 101 those up to the n-th are durable.
   */
  durable: 100,
  /**
   * From the client, before an update: varuint log position that its author had seen, varuint `n` that counts the
   * client's updates, so that 100 can name them. An answer to sync step 1 brings all that is not there yet: counted as an
   * update of its own, it cannot be taken for one that overtook it.
   */
  seen: 101,
  /**
   * From the server, to clients that asked with `&acks=1`, without content: title, numbering or another property of the
   * draft changed. Ask for it over HTTP.
   */
  draftChanged: 102,
  /**
   * From the server, to clients that asked with `&acks=1`: a string of JSON, `{reason, words: [{kind, text}]}`. Of an
   * update of theirs these words could not be taken (`insert`) or not be struck (`delete`); the rest of it was.
   */
  returned: 103,
} as const;

export const CLOSE = {
  /** Who are you: no token, or one that is not valid. */
  unauthorized: 4401,
  /** May not; the reason says what. */
  forbidden: 4403,
  /** No such draft. */
  notFound: 4404,
  /** Too slow, or the server restarts: come back. */
  tryAgain: 1013,
} as const;

/** Reason of message 103: the words were meant for a paragraph that is agreed (G4). */
export const AGREED = "agreed";

/** Reason of a close with `forbidden` after which a client makes a new document and replays its own edits (A5). */
export const REBUILD = "rebuild";

export const LIMIT = {
  updateBytes: 1024 * 1024,
  /** One message of the socket: an update and its framing. */
  messageBytes: 1024 * 1024 + 1024,
  /** Structs of one update; a pasted document of two thousand paragraphs has some 25,000. */
  updateParts: 40_000,
  /** Paragraph marks in one update: each gets an id of its own. */
  updateMarks: 10_000,
  /** Places of the draft where one update writes or deletes: replacing a word all over a long draft is some thousand. */
  updatePlaces: 8_000,
  /** Different attribute keys in one update, and those times its structs: each is carried along from run to run. */
  updateKeys: 64,
  updateKeyedParts: 1_000_000,
  /**
   * Formats of one update that say nothing, and those times its pieces of content. Of honest work there were at most four
   * to a piece: Yjs ends the formats of each insertion, and begins them again where the next one meets it.
   */
  idleFormats: 1_000,
  idleFormatsPerPiece: 8,
  /** Client ids of one update that the draft has not met: one for each time that a document was opened offline. */
  updateClients: 64,
  attributeValueBytes: 256,
  draftBytes: 5 * 1024 * 1024,
  /** Yjs items, also those that went, in which a draft is kept; 2,000 paragraphs with 5,000 changes have 35,000. */
  draftItems: 500_000,
  /** Proposals that one person may table in a draft: whoever opens it gets them all. */
  proposalsOfOne: 200,
  commentBytes: 8 * 1024,
  messagesPerSecond: 200,
  awarenessBytes: 4 * 1024,
  /** Updates held because they lack only earlier clocks of their own client id (A3). */
  heldUpdates: 64,
  /** Bytes waiting on a socket before its reader counts as too slow (R4). */
  bufferedBytes: 8 * 1024 * 1024,
  /** Repairs of attempts on others' marks per minute before the connection is closed (G5). */
  attemptsPerMinute: 10,
} as const;

export const ROLES_OF_MEMBERS = ["chair", "secretary", "editor", "delegate", "observer"] as const;
export type MemberRole = (typeof ROLES_OF_MEMBERS)[number];

/**
 * The verdicts of a record. `amended` accepts changes together with the amendments to them, `supersede` rejects them in
 * favour of others, `defer` leaves them pending, `withdraw` is their own delegation's, `agree` closes paragraphs,
 * `settle` keeps, deletes or chooses from what stands in a bracket, and `reopen` takes a decision back or opens them.
 */
export const VERDICTS = [
  "accept",
  "reject",
  "amended",
  "defer",
  "supersede",
  "withdraw",
  "reopen",
  "agree",
  "settle",
] as const;
export type RecordVerdict = (typeof VERDICTS)[number];
/** Those that the chair gives on changes. */
export type DecisionVerdict = Exclude<RecordVerdict, "withdraw" | "reopen" | "agree" | "settle">;
export const METHODS = ["consensus", "show of hands", "roll call"] as const;
export type Method = (typeof METHODS)[number];
/** What of a change is decided, where the rest of it stays pending. */
export const PARTS = ["inserts", "deletes", "sets"] as const;
export type ChangePart = (typeof PARTS)[number];
