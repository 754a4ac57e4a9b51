/** Whether the store on this device has written what it was given: y-indexeddb does not tell. */
export class Keeping {
  private opened = false;
  private writing = 0;
  private failed = false;

  /** `tell` is called when `done` may be another. */
  constructor(private readonly tell: () => void) {}

  /** Whether all that it was given so far is written. False where there is no store, or one that is full. */
  get done(): boolean {
    return this.opened && this.writing === 0 && !this.failed;
  }

  /** Follows all that is written into an open database from now on, and waits for what was begun before. */
  follow(db: IDBDatabase): void {
    const begin = db.transaction.bind(db);
    const before = begin([...db.objectStoreNames]);
    before.addEventListener("complete", () => {
      this.opened = true;
      this.tell();
    });
    db.transaction = (names, mode, options) => {
      const transaction = begin(names, mode, options);
      if (mode === "readwrite") this.wait(transaction);
      return transaction;
    };
  }

  private wait(transaction: IDBTransaction): void {
    const end = (failed: boolean) => () => {
      this.writing--;
      this.failed ||= failed;
      this.tell();
    };
    this.writing++;
    this.tell();
    transaction.addEventListener("complete", end(false));
    transaction.addEventListener("abort", end(true));
  }
}
