/** Lets `burst` pass at once, and `perSecond` in the long run. */
export class Allowance {
  private left: number;
  private since = Date.now();

  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.left = burst;
  }

  /** Takes `n`, or nothing and false when there is less. */
  take(n = 1): boolean {
    if (this.available < n) return false;
    this.left -= n;
    return true;
  }

  /** Takes `n` whether it is there or not: the debt has to come in before there is anything again. */
  charge(n: number): void {
    this.left = this.available - n;
  }

  get available(): number {
    const now = Date.now();
    this.left = Math.min(this.burst, this.left + (Math.max(0, now - this.since) * this.perSecond) / 1000);
    this.since = now;
    return this.left;
  }
}
