/** The connection of a page to the server, as the test lets it be. */
import type { Page, WebSocketRoute } from "playwright-core";

export class Wire {
  private state: "open" | "silent" | "deaf" | "cut" = "open";
  private readonly sockets = new Map<WebSocketRoute, WebSocketRoute>();
  private readonly unheard: (() => void)[] = [];

  /** How many connections there were. */
  connections = 0;

  private constructor() {}

  static async of(page: Page): Promise<Wire> {
    const wire = new Wire();
    await page.routeWebSocket(/\/collab\//, (socket) => wire.connect(socket));
    return wire;
  }

  reset(): void {
    this.sockets.clear();
    this.unheard.length = 0;
    this.state = "open";
    this.connections = 0;
  }

  private connect(socket: WebSocketRoute): void {
    this.connections += 1;
    if (this.state === "cut") return void socket.close({ code: 1013, reason: "cut by the test" });
    if (this.state === "silent") this.state = "open";
    const server = socket.connectToServer();
    this.sockets.set(socket, server);
    socket.onMessage((message) => {
      if (this.state !== "silent") server.send(message);
    });
    server.onMessage((message) => {
      if (this.state === "deaf") this.unheard.push(() => socket.send(message));
      else socket.send(message);
    });
    socket.onClose((code, reason) => {
      this.sockets.delete(socket);
      void server.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
    });
    server.onClose((code, reason) => {
      this.sockets.delete(socket);
      void socket.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
    });
  }

  /** Until the next connection nothing that is written here reaches the server: it is lost on the way. */
  silence(): void {
    this.state = "silent";
  }

  /** From now on nothing that others do reaches this screen, until `listen`. */
  deafen(): void {
    this.state = "deaf";
  }

  listen(): void {
    this.state = "open";
    for (const hear of this.unheard.splice(0)) hear();
  }

  /** Ends the connection, as the server would with this code, and lets no other one through until `mend`. */
  async cut(code = 1013, reason = "cut by the test"): Promise<void> {
    this.state = "cut";
    await this.hangUp(code, reason);
  }

  /** Lets no further connection through until `mend`; the one that there is stays. */
  refuse(): void {
    this.state = "cut";
  }

  mend(): void {
    this.state = "open";
  }

  /** Ends the connection with this code; the next one goes through. */
  async hangUp(code: number, reason: string): Promise<void> {
    for (const [socket, server] of this.sockets) {
      this.sockets.delete(socket);
      await server.close({ code: 1000 });
      await socket.close({ code, reason });
    }
  }
}
