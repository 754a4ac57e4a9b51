/** A button with a popover below it: a menu, or a small dialog of its own content. */
import type { Placement } from "@floating-ui/dom";
import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { keepBeside } from "./floating.ts";

interface Props {
  kind: "menu" | "dialog";
  /** What the popover is, for those who do not see it. */
  label: string;
  /** Name of the button where its content does not say it all. */
  buttonLabel?: string;
  tip?: string;
  button: ComponentChildren;
  class?: string;
  placement?: Placement;
  disabled?: boolean;
  tabIndex?: number;
  /** Leaves the focus in the text when the button is pressed by a pointer. */
  keepsFocus?: boolean;
  /** A function is asked only while the popup is open. */
  children: ComponentChildren | (() => ComponentChildren);
}

export function Popup(props: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const shown = useSignal(false);

  useEffect(() => {
    const [anchor, floating] = [button.current!, popover.current!];
    let stop = () => {};
    const toggle = (event: Event) => {
      const open = (event as ToggleEvent).newState === "open";
      anchor.setAttribute("aria-expanded", String(open));
      stop();
      stop = open ? keepBeside(anchor, floating, props.placement ?? "bottom-end") : () => {};
      // Closed and opened again before it was told of either, it is told of one opening.
      if (open && shown.peek() && props.kind === "menu") focusItem(floating);
      shown.value = open;
    };
    floating.addEventListener("toggle", toggle);
    return () => {
      stop();
      floating.removeEventListener("toggle", toggle);
    };
  }, [props.placement, props.kind]);
  useEffect(() => {
    if (!shown.value || props.kind !== "menu" || focusItem(popover.current!)) return;
    // Its items are loaded with what is needed later: they come while it is open.
    const coming = new MutationObserver(() => focusItem(popover.current!) && coming.disconnect());
    coming.observe(popover.current!, { childList: true, subtree: true });
    return () => coming.disconnect();
  }, [shown.value, props.kind]);

  return (
    <>
      <button
        ref={button}
        type="button"
        class={props.class ?? "button"}
        popovertarget={id}
        aria-haspopup={props.kind}
        aria-expanded={false}
        aria-controls={id}
        data-tip={props.tip}
        disabled={props.disabled}
        tabIndex={props.tabIndex}
        onMouseDown={props.keepsFocus ? (event) => event.preventDefault() : undefined}
      >
        {props.buttonLabel !== undefined && <span class="unseen">{props.buttonLabel}</span>}
        <span class="button-face" aria-hidden={props.buttonLabel !== undefined}>
          {props.button}
        </span>
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        class={`popup popup-${props.kind}`}
        role={props.kind}
        aria-label={props.label}
        onKeyDown={props.kind === "menu" ? (event) => walk(event, popover.current!) : undefined}
        onClick={(event) => {
          const item = (event.target as Element).closest("[role^=menuitem]");
          if (item !== null && item.getAttribute("aria-disabled") !== "true") popover.current!.hidePopover();
        }}
      >
        {typeof props.children !== "function" ? props.children : shown.value && props.children()}
      </div>
    </>
  );
}

const itemsOf = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:enabled"),
];
const checkedItem = (menu: HTMLElement): HTMLElement | null =>
  menu.querySelector<HTMLElement>("[role=menuitemradio][aria-checked=true]:enabled");

/** False where there is no item yet. */
function focusItem(menu: HTMLElement): boolean {
  const item = checkedItem(menu) ?? itemsOf(menu)[0];
  item?.focus();
  return item !== undefined;
}

/** Arrow keys, Home, End and a first letter move through a menu (ARIA practices, menu button). */
function walk(event: KeyboardEvent, menu: HTMLElement): void {
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = (() => {
    switch (event.key) {
      case "ArrowDown":
        return (at + 1) % items.length;
      case "ArrowUp":
        return (at - 1 + items.length) % items.length;
      case "Home":
        return 0;
      case "End":
        return items.length - 1;
      case "Tab":
        menu.hidePopover();
        return -1;
      default: {
        if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === " ") return -1;
        const starts = (i: number) =>
          items[i]!.textContent.trim().toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase());
        const order = items.map((_, i) => (at + 1 + i) % items.length);
        return order.find(starts) ?? -1;
      }
    }
  })();
  if (to < 0) return;
  event.preventDefault();
  items[to]?.focus();
}

interface ItemProps {
  onChoose: () => void;
  /** Makes the item one of a choice. */
  checked?: boolean;
  disabled?: boolean;
  children: ComponentChildren;
}

export function MenuItem({ onChoose, checked, disabled, children }: ItemProps) {
  return (
    <button
      type="button"
      class="menu-item"
      role={checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={checked}
      disabled={disabled}
      tabIndex={-1}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}

/** Items under a heading. */
export function MenuGroup({ label, children }: { label: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <div class="menu-group" role="group" aria-labelledby={id}>
      <div class="menu-heading" id={id}>
        {label}
      </div>
      {children}
    </div>
  );
}
