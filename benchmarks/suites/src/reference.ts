// Every example once, by the input that its page shows: what the figures of the README are read from.
import { type AnySpec, specs } from "@byturns/spec";
import type { Suite } from "./suite.ts";

/** The input `bench` of every example, and `fib` where it yields. */
export const reference: Suite = {
  id: "reference",
  title: "Every example once",
  share: 0.4,
  cases: Object.values<AnySpec>(specs).flatMap(({ id, inputs }) =>
    Object.keys(inputs)
      .filter((input) => input === "bench" || (id === "fib" && input === "bench-yields"))
      .map((input) => ({ example: id, input })),
  ),
};
