// What an own share is, where it is known and is more than 1.05: by example and model.

/** Written by whoever looked with `byturns explain`; shown with the cell wherever its share is. */
export const knownShares: Readonly<Record<string, string>> = {
  "lazy-or-eager/promises": "the events that the example is about are its output",
  "lazy-or-eager/fibers": "the events that the example is about are its output",
  "lazy-or-eager/threads": "the events that the example is about are its output",
};
