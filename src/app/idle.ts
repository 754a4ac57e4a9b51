/** Between keystrokes where the browser can tell, and after `patience` milliseconds in any case. */
export function whenIdle(work: () => void, patience = 1000): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: patience });
  else setTimeout(work);
}
