/** What the operator can watch, in Prometheus' format. Numbers only: no names, no ids, no text. */
import { Counter, Gauge, Registry } from "prom-client";
import type { Rooms } from "./rooms.ts";

export class Metrics {
  readonly registry = new Registry();
  private readonly closes = new Counter({
    name: "plenary_socket_closes_total",
    help: "Sockets that the server closed, by close code",
    labelNames: ["code"],
    registers: [this.registry],
  });
  private readonly messages = new Counter({
    name: "plenary_socket_messages_total",
    help: "Messages received on sockets",
    registers: [this.registry],
  });
  private readonly requests = new Counter({
    name: "plenary_http_requests_total",
    help: "Answers to HTTP requests, by status",
    labelNames: ["status"],
    registers: [this.registry],
  });

  constructor(rooms: Rooms) {
    this.gauge("plenary_rooms", "Rooms that are open", () => [...rooms.open].length);
    this.gauge("plenary_connections", "Clients in rooms", () =>
      [...rooms.open].reduce((sum, { connections }) => sum + connections.size, 0),
    );
    this.gauge("plenary_memory_bytes", "Resident memory of the process", () => process.memoryUsage.rss());
  }

  closed(code: number): void {
    this.closes.inc({ code: String(code) });
  }

  received(): void {
    this.messages.inc();
  }

  answered(status: number): void {
    this.requests.inc({ status: String(status) });
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
