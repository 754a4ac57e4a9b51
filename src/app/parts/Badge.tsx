import { colourOf } from "../../../schema/index.ts";

export const colourStyle = (delegation: string): string => `--colour: var(--delegation-${colourOf(delegation)})`;

/** A delegation's code in its colour. */
export function Badge({ delegation, count }: { delegation: string; count?: number }) {
  return (
    <span class="badge" style={colourStyle(delegation)}>
      <bdi>{delegation}</bdi>
      {count !== undefined && count > 1 && <span class="badge-count">{count}</span>}
    </span>
  );
}
