/** Says what the server is busy with. */
export function Working({ what }: { what: string }) {
  return (
    <div class="import-reading" role="status">
      <p>{what}</p>
      <progress aria-label={what} />
    </div>
  );
}
