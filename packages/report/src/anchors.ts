// Where a page can be linked to.

/** Ids that are safe in an address, each given once. */
export class Anchors {
  readonly #taken = new Set<string>();

  /** Short, since a page has thousands of cells. */
  next(): string {
    return this.take(`c${(this.#taken.size).toString(36)}`);
  }

  take(wanted: string): string {
    let anchor = wanted;
    for (let i = 2; this.#taken.has(anchor); i++) anchor = `${wanted}-${i}`;
    this.#taken.add(anchor);
    return anchor;
  }
}
