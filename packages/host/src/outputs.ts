// What an example returned, kept for the lab to check.

/** Distinct outputs as JSON, up to a bound, each with how many measured calls returned it. */
export class Outputs {
  readonly #measured = new Map<string, number>();
  readonly #most: number;
  readonly #mostBytes: number;
  #bytes = 0;
  /** How many outputs were not kept, because the bound was reached. */
  unchecked = 0;

  constructor(most = 4_096, mostBytes = 8_388_608) {
    this.#most = most;
    this.#mostBytes = mostBytes;
  }

  /**
   * @param isMeasured whether a call returned it that was timed. What others returned takes half of the bounds at most, so
   * that there is room for what is read.
   */
  add(output: unknown, isMeasured = false): void {
    const text = JSON.stringify(output) ?? "null";
    const before = this.#measured.get(text);
    if (before !== undefined) {
      if (isMeasured) this.#measured.set(text, before + 1);
      return;
    }
    const share = isMeasured ? 1 : 0.5;
    const bytes = this.#bytes + text.length;
    if (this.#measured.size >= this.#most * share || bytes > this.#mostBytes * share) {
      this.unchecked += 1;
      return;
    }
    this.#measured.set(text, isMeasured ? 1 : 0);
    this.#bytes = bytes;
  }

  /** Each distinct output, in the order of their coming. */
  values(): unknown[] {
    return Array.from(this.#measured.keys(), (text) => JSON.parse(text));
  }

  /** How many measured calls returned each of `values`. */
  measuredCalls(): number[] {
    return [...this.#measured.values()];
  }
}
