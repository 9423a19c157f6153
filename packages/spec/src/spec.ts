// The form of a spec: what an example takes, returns, must satisfy and cannot beat. Data and pure functions;
// loaded by the lab and by tests, never by a process that is being measured.
import type * as Schema from "effect/Schema";

/** The model and its threads, for the few checks that depend on them. */
export interface RunInfo {
  readonly model: string;
  /** How many threads the models were given, >= 1. */
  readonly threads: number;
}

/** The time that no scheduler can beat, and why. */
export interface Ideal {
  /** Undefined if it cannot be known before measuring: how long a computation takes depends on the processor. */
  readonly ms: number | undefined;
  /** Where the time comes from, or why there is none. */
  readonly why: string;
}

/** What one fork observed, as far as metrics are read from it. */
export interface Observation {
  /** Wall time of one call: the median in the fork's quietest stretch. */
  readonly wallMs: number;
  /** CPU time (user and system, all threads) of one call. */
  readonly cpuMs: number;
  /** Peak resident set of the process; known only from forks that measure memory. */
  readonly peakRssBytes?: number | undefined;
}

/** One way to read an example. */
export interface Metric<Input> {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** The figure, or undefined where the observation does not hold it. */
  of(seen: Observation, input: Input, threads: number): number | undefined;
}

/** One way to read what an example returned, where that is itself a measurement: how late a timer fired. */
export interface Reading<Input, Output> {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  /** The limit of the figure; reports show where along a sweep it is passed. */
  readonly limit?: number;
  /** The figure of one right output, or undefined where it holds none; a fork's is the median over its outputs. */
  of(output: Output, input: Input): number | undefined;
}

/**
 * What an example needs beyond reading its own sources; `*` is everything of that kind. Places may name the
 * fixtures that the lab sets up: `{scratch}`, `{sites}`, `{load}`, `{programs}`, `{file:BYTES}`, `{full:BYTES}`.
 */
export interface Permissions {
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  readonly net?: readonly string[];
  readonly run?: readonly string[];
  readonly env?: readonly string[];
  readonly sys?: readonly string[];
  /** Why, where one of them is wider than a reader would expect. */
  readonly why?: string;
}

/** A family of inputs along one parameter. */
export interface Sweep<Input> {
  readonly parameter: string;
  readonly unit: string;
  readonly values: readonly number[];
  /**
   * What one more of the parameter is, such as `task`, where each makes as much work as the others: reports show what
   * one costs.
   */
  readonly each?: string;
  at(value: number): Input;
}

/**
 * What one timed call does, as an expert of the models and the runtimes would describe it; data for the example's page.
 */
export interface OneCall {
  /** The work, the same in every model, in one sentence. */
  readonly work: string;
  /** What that work is in each model: what a pause of 0 is (one suspension), what carries a task, what starts one. */
  readonly inModel: Readonly<Record<"promises" | "fibers" | "threads", string>>;
  /** What an expert of a model or of a runtime would object to, each answered or admitted. */
  readonly objections: readonly { readonly objection: string; readonly answer: string }[];
}

/** One example, independent of any model or runtime. */
export interface Spec<Id extends string, Input, Output> {
  readonly id: Id;
  /** The URL of the file that defines it with its models, if it is a user's own. */
  readonly module?: string;
  readonly title: string;
  /** What a reader learns from it, as a question. */
  readonly question: string;
  /** Where the example comes from. */
  readonly origin: string;
  readonly input: Schema.Codec<Input, unknown>;
  readonly output: Schema.Codec<Output, unknown>;
  /**
   * Inputs with a name. `article` has the figures of the walk-through where there are such figures, `test` is
   * small, `bench` is what the suites measure. Strings may hold fixtures, as those of `Permissions` may.
   *
   * Where an input has the field `observe`, those named `test` or `test-…` set it, and `bench` inputs and sweeps do not:
   * what is timed is the work that the question names, and nothing that watches it.
   */
  readonly inputs: { readonly test: NoInfer<Input>; readonly bench: NoInfer<Input> } & Readonly<
    Record<string, NoInfer<Input>>
  >;
  readonly sweeps?: Readonly<Record<string, Sweep<NoInfer<Input>>>>;
  readonly permissions?: Permissions;
  /** Calls between two readings of the clock; the same in every model and runtime. */
  readonly batch: number;
  /** What one timed call does. */
  readonly oneCall?: OneCall;
  /**
   * The figure that answers the example's question, which reports show first: the id of one of `metrics` or `readings`, or
   * `wallMs` for the wall time of a call.
   */
  readonly primary: string;
  /** What is wrong with an output, a line each; empty when nothing is. */
  check(input: Input, output: Output, runInfo: RunInfo): readonly string[];
  /** The time that no scheduler can beat with this many threads. */
  ideal(input: Input, threads: number): Ideal;
  /** Ways to read it beside wall time, CPU time and the factor to the ideal, which every example has. */
  readonly metrics: readonly Metric<Input>[];
  /** Ways to read its outputs; their ids differ from those of the metrics. */
  readonly readings?: readonly Reading<NoInfer<Input>, NoInfer<Output>>[];
}

/** A spec whose types are not known, as the lab handles them. */
// biome-ignore lint/suspicious/noExplicitAny: the registry mixes inputs; each is decoded by its own schema.
export type AnySpec = Spec<string, any, any>;

/**
 * Types a spec and returns it as it is.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineSpec } from "@byturns/spec/spec";
 * import * as Schema from "effect/Schema";
 *
 * const echo = defineSpec({
 *   id: "echo",
 *   title: "Echo",
 *   question: "What does it cost to return a number?",
 *   origin: "This comment.",
 *   input: Schema.Struct({ number: Schema.Int }),
 *   output: Schema.Struct({ number: Schema.Int }),
 *   inputs: { test: { number: 1 }, bench: { number: 2 } },
 *   batch: 1_000,
 *   primary: "wallMs",
 *   check: (input, output) => (output.number === input.number ? [] : [`it returned ${output.number}`]),
 *   ideal: () => ({ ms: undefined, why: "nothing waits" }),
 *   metrics: [],
 * });
 * const runInfo = { model: "promises", threads: 1 };
 * assert.deepEqual(echo.check({ number: 1 }, { number: 2 }, runInfo), ["it returned 2"]);
 * ```
 */
export function defineSpec<const Id extends string, Input, Output>(
  spec: Spec<Id, Input, Output>,
): Spec<Id, Input, Output> {
  return spec;
}
