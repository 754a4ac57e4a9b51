import type { Simplified } from "../uploads.ts";

/** What was simplified in a document, each with its place. */
export function SimplifiedList({ title, findings }: { title: string; findings: readonly Simplified[] }) {
  return (
    <section class="import-findings">
      <h3>{title}</h3>
      {findings.length > 0 && (
        <ul>
          {findings.map(({ place, message }, i) => (
            <li key={i}>
              <span class="finding-place">{place}</span>
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
