// What an example returned, kept for the lab to check.

import { keptOutputChars, keptOutputs } from "@byturns/record/bounds";

/** Distinct outputs as JSON, up to a bound, each with the number of measured calls that returned it. */
export class Outputs {
  readonly #measured = new Map<string, number>();
  readonly #most: number;
  readonly #mostChars: number;
  #chars = 0;
  /** How many outputs were dropped because the bound was reached. */
  unchecked = 0;
  /** The length of the longest dropped output, in characters of JSON; 0 if there is none. */
  largestUnchecked = 0;

  readonly #assert: (output: unknown) => void;

  /** @param assert throws if an output cannot be kept as JSON; its error ends the job. */
  constructor(most = keptOutputs, mostChars = keptOutputChars, assert: (output: unknown) => void = () => {}) {
    this.#most = most;
    this.#mostChars = mostChars;
    this.#assert = assert;
  }

  /**
   * @param isMeasured whether the call was timed. Outputs of other calls may use at most half of the bounds, so that
   * there is room for the measured ones.
   */
  add(output: unknown, isMeasured = false): void {
    this.#assert(output);
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

  /** Each distinct output, in order of arrival. */
  values(): unknown[] {
    return Array.from(this.#measured.keys(), (text) => JSON.parse(text));
  }

  /** How many measured calls returned each of `values`. */
  measuredCalls(): number[] {
    return [...this.#measured.values()];
  }
}
