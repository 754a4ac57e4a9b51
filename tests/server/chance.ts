/** Numbers that look like chance and are the same each time. */
export class Chance {
  constructor(private seed: number) {}

  below(n: number): number {
    this.seed = (this.seed * 48271) % 2147483647;
    return this.seed % n;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
