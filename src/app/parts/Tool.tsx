import type { IconNode } from "lucide";
import { Icon } from "./Icon.tsx";

interface ToolProps {
  icon: IconNode;
  label: string;
  keys?: string;
  pressed?: boolean;
  disabled?: boolean;
  onPress: () => void;
}

/** A button with a picture; pressing it by a pointer leaves the focus in the text. */
export function Tool({ icon, label, keys, pressed, disabled, onPress }: ToolProps) {
  return (
    <button
      type="button"
      class="button quiet icon-only"
      aria-label={label}
      aria-pressed={pressed}
      data-tip={keys === undefined ? label : `${label} · ${keys}`}
      disabled={disabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <Icon of={icon} />
    </button>
  );
}
