import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

/**
 * A part of the page that is loaded when the page itself is there; nothing stands in its place before. What could not be
 * loaded is asked for again when the part is drawn the next time.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
): (props: P) => preact.JSX.Element | null {
  const part = signal<{ Part: ComponentType<P> } | null>(null);
  return function Later(props: P) {
    useEffect(() => {
      if (part.peek() !== null) return;
      load().then(
        (Part) => (part.value = { Part }),
        () => undefined,
      );
    }, []);
    const loaded = part.value;
    return loaded === null ? null : <loaded.Part {...props} />;
  };
}
