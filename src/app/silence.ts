/** Connections that are open and carry nothing: y-websocket leaves them alone for half a minute. */
import type { WebsocketProvider } from "y-websocket";

/** Nobody who waits for an answer waits longer than this for any message, in milliseconds. */
export const SILENCE = 10_000;

type Line = Pick<
  WebsocketProvider,
  "shouldConnect" | "wsconnected" | "wsLastMessageReceived" | "connect" | "disconnect"
>;

export class Silence {
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `isWaiting` says whether an answer of the server is due. */
  constructor(
    private readonly line: Line,
    private readonly isWaiting: () => boolean,
  ) {}

  /** To be called when an answer has become due, or came. */
  watch(): void {
    if (this.isWaiting()) this.timer ??= setTimeout(() => this.look(), SILENCE);
    else this.destroy();
  }

  private look(): void {
    this.timer = undefined;
    const left = this.line.wsLastMessageReceived + SILENCE - Date.now();
    if (left > 0) this.timer = setTimeout(() => this.look(), left);
    else this.renew();
  }

  /** Ends the connection and asks for another one at once. */
  readonly renew = (): void => {
    const { line } = this;
    if (!line.shouldConnect) return; // the server does not want us, or we have not begun
    line.disconnect();
    line.connect();
  };

  destroy(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
