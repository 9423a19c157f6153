// What an own share above 1.05 consists of, if known: by example and model.

/** Findings from `byturns explain`, shown with the cell wherever its share is. */
export const knownShares: Readonly<Record<string, string>> = {
  "lazy-or-eager/promises": "the events that the example is about are its output",
  "lazy-or-eager/fibers": "the events that the example is about are its output",
  "lazy-or-eager/threads": "the events that the example is about are its output",
};
