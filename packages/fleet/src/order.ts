// What goes over the wire: an order names a fork, an answer is its record. There is no code, no command, no path and
// no input in an order: a machine takes those from its own sources, which are at the same commit.
import type { PlannedFork, PlanPart } from "@byturns/lab/executor";
import { CellTrace, ForkKind, ForkRecord, type PlannedRuntime } from "@byturns/record";
import * as Schema from "effect/Schema";
import type { Sources } from "./sources.ts";

const name = Schema.String.check(Schema.isPattern(/^[\w.@+=:-]{1,128}$/));
const count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 }));
const milliseconds = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 86_400_000 }));

/** One fork of a plan, for one machine. */
export const Order = Schema.Struct({
  /** The plan's id. */
  run: name,
  /** The name under which the machine joined. */
  machine: name,
  /** From 1; one more each time its run was withdrawn and begun again. */
  asked: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100_000 })),
  /** Of the sources that the plan was made from, as `sourcesOf` tells it. */
  commit: Schema.String.check(Schema.isPattern(/^[0-9a-f]{7,64}(\+[0-9a-f]{12})?$/)),
  round: count,
  position: count,
  kind: ForkKind,
  trace: Schema.Boolean,
  cell: Schema.Struct({
    id: Schema.String.check(Schema.isMaxLength(512)),
    example: name,
    input: name,
    model: name,
    /** The runtime's key in the plan. */
    runtime: name,
    slowdown: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 10 }))),
  }),
  runtime: Schema.Struct({ id: name, version: name }),
  threads: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_024 })),
  warmUpMs: milliseconds,
  measureMs: milliseconds,
  timeLimitMs: milliseconds,
});
export type Order = typeof Order.Type;

/** What became of an order. */
export const Answer = Schema.Union([
  Schema.TaggedStruct("recorded", { record: ForkRecord, trace: Schema.optionalKey(CellTrace) }),
  /** Its run was withdrawn before it began; asking again takes the next attempt. */
  Schema.TaggedStruct("withdrawn", {}),
  /** The machine does not take it, and why. */
  Schema.TaggedStruct("refused", { why: Schema.String }),
]);
export type Answer = typeof Answer.Type;

/** Names an order for ever: whatever is asked twice under one key is done once. */
export function orderKey({
  run,
  machine,
  round,
  cell,
  asked,
}: Pick<Order, "run" | "machine" | "round" | "cell" | "asked">): string {
  return `${run}/${machine}/${round}/${cell.id}/${asked}`;
}

/**
 * The order for a fork of a plan.
 *
 * @throws RangeError when the plan has no runtime for it.
 */
export function orderOf(
  plan: PlanPart,
  { round, position, kind, cell, trace }: PlannedFork,
  to: {
    readonly machine: string;
    readonly asked: number;
    readonly sources: Pick<Sources, "id">;
    readonly runtimes: readonly Pick<PlannedRuntime, "key" | "id" | "version">[];
  },
): Order {
  const { id, example, input, model, slowdown } = cell;
  const runtime = to.runtimes.find(({ key }) => key === cell.runtime);
  if (runtime === undefined) throw new RangeError(`The plan has no runtime for its cell ${id}`);
  const one = plan.cases.find((one) => one.example === example && one.input === input);
  return {
    run: plan.id,
    machine: to.machine,
    asked: to.asked,
    commit: to.sources.id,
    round,
    position,
    kind,
    trace,
    cell: {
      id,
      example,
      // Its machine looks it up in the example, which knows no name that a plan made up.
      input: one?.base ?? input,
      model,
      runtime: cell.runtime,
      ...(slowdown === undefined ? {} : { slowdown }),
    },
    runtime: { id: runtime.id, version: runtime.version },
    threads: one?.threads ?? plan.threads,
    warmUpMs: plan.profile.warmUpMs,
    measureMs: plan.profile.measureMs,
    timeLimitMs: plan.timeLimitMs,
  };
}
