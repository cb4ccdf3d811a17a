/** Chance that can be repeated: the same seed, the same numbers (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError("nothing to pick from");
    return value;
  }

  /** Text with what breaks careless code: accents, surrogate pairs, joined emojis, Hebrew, every kind of line end. */
  text(most: number): string {
    const alphabet = ["a", "b", " ", "é", "\n", "\r\n", "\r", "🌍", "👩‍👩‍👧", "שלום", "\u2028", "**", "- "];
    return Array.from({ length: this.below(most + 1) }, () => this.pick(alphabet)).join("");
  }
}
