// Every example once, by the input that its page shows: what the figures of the README are read from.
import { all } from "./all.ts";
import type { Suite } from "./suite.ts";

/**
 * The input `bench` of every example, `fib` where it yields, and `mix` where it computes nothing: what predictions take a
 * request's overhead from.
 */
export const reference: Suite = {
  ...all,
  id: "reference",
  title: "Every example once",
  cases: all.cases.filter(
    ({ example, input }) =>
      input === "bench" ||
      (example === "fib" && input === "bench-yields") ||
      (example === "mix" && input === "bench-light"),
  ),
};
