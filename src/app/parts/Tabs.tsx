/** What the panel shows, to choose from (ARIA practices, tabs that follow the focus). */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface Props<T extends string> {
  label: string;
  /** Id of what shows the chosen one. */
  controls: string;
  value: T;
  options: readonly { value: T; text: ComponentChildren }[];
  onChoose: (value: T) => void;
}

export function Tabs<T extends string>({ label, controls, value, options, onChoose }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent) => {
    const at = options.findIndex((option) => option.value === value);
    const rightToLeft = getComputedStyle(list.current!).direction === "rtl";
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    const next =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? options.length - 1
          : (at + (rightToLeft ? -by : by) + options.length) % options.length;
    if (next === at) return;
    event.preventDefault();
    onChoose(options[next]!.value);
    list.current!.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={walk}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          class="tab"
          role="tab"
          aria-selected={option.value === value}
          aria-controls={controls}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChoose(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
