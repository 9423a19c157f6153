// What an example returned, kept for the lab to check.

import { keptOutputChars, keptOutputs } from "@byturns/record/bounds";

/** Distinct outputs as JSON, up to a bound, each with how many measured calls returned it. */
export class Outputs {
  readonly #measured = new Map<string, number>();
  readonly #most: number;
  readonly #mostChars: number;
  #chars = 0;
  /** How many outputs were not kept, because the bound was reached. */
  unchecked = 0;
  /** The most characters that one of those had, as JSON; 0 where there is none. */
  largestUnchecked = 0;

  constructor(most = keptOutputs, mostChars = keptOutputChars) {
    this.#most = most;
    this.#mostChars = mostChars;
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
    const chars = this.#chars + text.length;
    if (this.#measured.size >= this.#most * share || chars > this.#mostChars * share) {
      this.unchecked += 1;
      this.largestUnchecked = Math.max(this.largestUnchecked, text.length);
      return;
    }
    this.#measured.set(text, isMeasured ? 1 : 0);
    this.#chars = chars;
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
