// Every example. How costs grow and which task waits for which take long to measure: their sweeps have suites of their
// own.
import { type AnySpec, specs } from "@byturns/spec";
import type { Suite } from "./suite.ts";

/** Every input whose name begins with `bench`. */
export const all: Suite = {
  id: "all",
  title: "Every example",
  share: 0.6,
  cases: Object.values<AnySpec>(specs).flatMap(({ id, inputs }) =>
    Object.keys(inputs)
      .filter((input) => input.startsWith("bench"))
      .map((input) => ({ example: id, input })),
  ),
};
