// What does not matter.

import { counted, listed } from "@byturns/text/figures";
import type { CaseStory, ExampleStory, Finding } from "../model.ts";
import { bandText } from "../standing.ts";
import { named } from "./naming.ts";
import type { Pairs } from "./pairs.ts";

/** Where it does not matter which model, which runtime, or both. */
export function same(
  cases: readonly { readonly example: ExampleStory; readonly one: CaseStory }[],
  pairs: Pairs,
  band: number,
): Finding[] {
  const alike = cases.flatMap(({ example, one }) => {
    const able = one.cells.filter(({ state }) => state !== "unsupported");
    // A cell without figures may differ.
    if (able.some(({ state }) => state !== "measured")) return [];
    const ratios = able.flatMap((a, i) =>
      able.slice(i + 1).map((b) => pairs.of(example.primary?.id ?? "wallMs", a, b)),
    );
    if (ratios.length === 0 || ratios.some((ratio) => ratio?.verdict !== "equivalent")) return [];
    const models = new Set(able.map(({ model }) => model)).size > 1;
    const runtimes = new Set(able.map(({ runtime }) => runtime)).size > 1;
    const what =
      models && runtimes
        ? "Neither model nor runtime matters"
        : `The ${models ? "model" : "runtime"} does not matter`;
    return [{ what, name: named(example.id, one.input), anchor: one.anchor }];
  });
  return Array.from(
    Map.groupBy(alike, ({ what }) => what),
    ([what, some]) => ({
      kind: "same" as const,
      figure: "=",
      text: `${what} for ${listed(some.slice(0, 8).map(({ name }) => name))}${some.length > 8 ? ` and ${counted(some.length - 8, "more case")}` : ""}.`,
      evidence: `by its primary figure every pair of cells is equivalent, within ${bandText(band)}`,
      anchor: some[0]?.anchor ?? "matrix",
    }),
  );
}
