// What was reported and is not in the catalogue, with the reason.

/** Reported differences without a probe. */
export const notProbed: readonly { readonly at: string; readonly why: string }[] = [
  {
    at: "oven-sh/bun#36183",
    why: "os.availableParallelism under a CPU quota is no order of events, and needs a control group that a test may not set up.",
  },
  {
    at: "nodejs/node#59200",
    why: "The same for Node.",
  },
];
