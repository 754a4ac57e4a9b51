/** Plenary's sign: lines of a text, one struck and one inserted. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg class="mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="32" height="32" rx="7" />
      <path class="mark-line" d="M9 9.5h14M9 22.5h14" />
      <path class="mark-struck" d="M9 16h6" />
      <path class="mark-inserted" d="M18 15.4h5M18 18.4h5" />
    </svg>
  );
}
