// What an example returned, kept for the lab to check.

/** Distinct outputs as JSON, up to a bound. */
export class Outputs {
  readonly #seen = new Set<string>();
  readonly #most: number;
  #bytesLeft: number;
  /** How many outputs were not kept, because the bound was reached. */
  unchecked = 0;

  constructor(most = 4_096, mostBytes = 8_388_608) {
    this.#most = most;
    this.#bytesLeft = mostBytes;
  }

  add(output: unknown): void {
    const text = JSON.stringify(output) ?? "null";
    if (this.#seen.has(text)) return;
    if (this.#seen.size >= this.#most || text.length > this.#bytesLeft) this.unchecked += 1;
    else {
      this.#seen.add(text);
      this.#bytesLeft -= text.length;
    }
  }

  values(): unknown[] {
    return Array.from(this.#seen, (text) => JSON.parse(text));
  }
}
