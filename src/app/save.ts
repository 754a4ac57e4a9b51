/** Gives a file to the person, as a download. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The name that the server gives a file; null when it gives none. */
export function fileNameOf({ headers }: Response): string | null {
  const said = headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''(\S+)/.exec(said)?.[1];
  return encoded === undefined ? (/filename="([^"]+)"/.exec(said)?.[1] ?? null) : decodeURIComponent(encoded);
}
