import { signal } from "@preact/signals";

/** The time, to the minute: for "2 min ago". */
export const now = signal(new Date());
setInterval(() => {
  now.value = new Date();
}, 30_000);
