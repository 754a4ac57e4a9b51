/** What goes out on a socket, as fast as its reader takes it and no faster than memory allows (R4). */
import type { WebSocket } from "ws";
import { LIMIT } from "../src/collab/protocol.ts";

export class Outflow {
  /** Largest message sent: a first answer can be larger than what counts as too slow. */
  private largest = 0;
  private ended = false;

  /** `tooSlow` is called once, when too much is waiting; nothing is sent from then on. */
  constructor(
    private readonly socket: Pick<WebSocket, "readyState" | "OPEN" | "bufferedAmount" | "send">,
    private readonly tooSlow: () => void,
  ) {}

  send(bytes: Uint8Array): void {
    const { socket } = this;
    if (this.ended || socket.readyState !== socket.OPEN) return;
    this.largest = Math.max(this.largest, bytes.length);
    if (socket.bufferedAmount <= LIMIT.bufferedBytes + this.largest) return socket.send(bytes);
    this.ended = true;
    this.tooSlow();
  }
}
