// Everything that there is to be measured.
import { type AnySpec, specs } from "@byturns/spec";
import type { Suite } from "./suite.ts";

/** Every input whose name begins with `bench`, and every sweep. */
export const all: Suite = {
  id: "all",
  title: "Everything",
  cases: Object.values<AnySpec>(specs).flatMap(({ id, inputs, sweeps = {} }) => [
    ...Object.keys(inputs)
      .filter((input) => input.startsWith("bench"))
      .map((input) => ({ example: id, input })),
    ...Object.keys(sweeps).map((sweep) => ({ example: id, sweep })),
  ]),
};
