// What a helper itself costs: many items of a task that does nothing but wait for its next turn.
//
// The examples observe their tasks closely, which costs more than some helpers do; here nothing is observed.
import type { AnySpec } from "@byturns/spec";
import { defineSpec } from "@byturns/spec/spec";
import * as Schema from "effect/Schema";

const Input = Schema.Struct({
  items: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 })),
  /** How many may be running at once; how many a queue holds. */
  limit: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })),
});

const Output = Schema.Struct({
  /** How many items were returned. */
  items: Schema.Int,
  /** The sum of what was returned: item `i` returns `i`. */
  sum: Schema.Int,
});

export type CostInput = typeof Input.Type;
export type CostOutput = typeof Output.Type;

/** The question of cost for one example; its id is the example's with `-cost` behind it. */
export function costOf(of: Pick<AnySpec, "id" | "title" | "origin">, bench: CostInput): AnySpec {
  return defineSpec({
    id: `${of.id}-cost`,
    title: `${of.title}, its own cost`,
    question: `What does ${of.title.toLowerCase()} itself cost an item?`,
    origin: of.origin,
    input: Input,
    output: Output,
    inputs: { test: { items: 100, limit: Math.min(bench.limit, 100) }, bench },
    batch: 1,
    primary: "per-item",
    check({ items }, output) {
      const sum = (items * (items - 1)) / 2;
      const wrong: string[] = [];
      if (output.items !== items) wrong.push(`${output.items} items came back, of ${items}`);
      if (output.sum !== sum) wrong.push(`the sum was ${output.sum}, not ${sum}`);
      return wrong;
    },
    ideal: () => ({ ms: undefined, why: "what nothing costs is the engine's business" }),
    metrics: [
      {
        id: "per-item",
        title: "Wall time an item",
        unit: "µs",
        better: "lower",
        of: ({ wallMs }, { items }) => (items === 0 ? undefined : (wallMs * 1_000) / items),
      },
    ],
  });
}
