// What a file of one's own declares. It is loaded in measured processes, so it imports types only.
import type { ExampleContext } from "@byturns/context";
import type { Permissions } from "@byturns/spec";

/**
 * A model: a function of the input, which returns a value, a promise, or an Effect. A function that only imports a module,
 * `() => import("./enrich.ts")`, stands for that module's function: its default export, or `run`.
 */
export type RunModel<Input> = (input: Input, context: ExampleContext) => unknown;

/** Why a model cannot run: everywhere, or by runtime: `{ deno: "its native addon does not load there" }`. */
export type UnsupportedModel = string | Readonly<Record<string, string>>;

/** A model with more than a function. */
export interface OpenedModel<Input> {
  /**
   * A worker file, for a model on threads: `new URL("./enrich.worker.ts", import.meta.url)`. A pool of threads is started
   * before the first call and closed after the last: it is the third argument of `run`, a `ThreadPool`.
   */
  readonly worker?: URL;
  /** How the threads of `worker` are sent their tasks. */
  readonly pool?: OwnPoolOptions;
  /** Runs once before the first call, and is not timed: what it returns is the third argument of `run`. */
  open?(context: ExampleContext): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: what `open` returns is known to the file alone.
  run(input: Input, context: ExampleContext, opened: any): unknown;
  /** Runs once after the last call. */
  // biome-ignore lint/suspicious/noExplicitAny: what `open` returns is known to the file alone.
  close?(opened: any): unknown;
  readonly unsupported?: UnsupportedModel;
}

/** How a model's threads are sent their tasks; the number of threads is the run's, `--threads`. */
export interface OwnPoolOptions {
  /**
   * `message`: each thread is sent its tasks. `memory`: the threads take them from a queue in shared memory, which is
   * faster where arguments and results are small. Default: `message`.
   */
  readonly by?: "message" | "memory";
  /** How many tasks a thread may have at once, from 1; by memory, to 64. Default: 1. */
  readonly tasksPerThread?: number;
}

/** Threads that serve the tasks of a worker file, which calls `serve` of `byturns/worker`. */
export interface ThreadPool {
  /** Runs a task on the first free thread. Canceled with the call, unless it has a signal of its own. */
  // biome-ignore lint/suspicious/noExplicitAny: what a task takes and returns is known to the worker file alone.
  run(task: string, argument?: any, options?: { readonly signal?: AbortSignal }): Promise<any>;
}

/** Either makes a model. */
export type Model<Input> = RunModel<Input> | OpenedModel<Input>;

/** A family of inputs along one field of the input. */
export interface OwnSweep<Input> {
  readonly values: readonly number[];
  /** The unit of the values. Default: the sweep's name. */
  readonly unit?: string;
  /** The input for a value. Default: the first input, with the field of the sweep's name set to it. */
  at?(value: number): Input;
}

/** A figure of an output, where that is itself a measurement: how long a request waited. */
export interface OwnReading<Input> {
  /** Default: the reading's name. */
  readonly title?: string;
  /** Such as `ms`. Default: none. */
  readonly unit?: string;
  /** Default: `lower`. */
  readonly better?: "lower" | "higher";
  /** The limit of the figure; reports show where along a sweep it is passed. */
  readonly limit?: number;
  /** The figure, or nothing where the output holds none; a fork's is the median over its measured calls. */
  // biome-ignore lint/suspicious/noExplicitAny: models may return different types, as those of a check.
  of(output: any, input: Input): number | undefined;
}

/** An example of one's own. Inputs and outputs are plain JSON. */
export interface ExampleDefinition<Input> {
  /** Default: the file's name up to its first dot. */
  readonly name?: string;
  /** Default: the name. */
  readonly title?: string;
  /** What a reader learns from it, as a question. */
  readonly question: string;
  /** At least one, by name; the first is what `byturns run` takes. */
  readonly inputs: Readonly<Record<string, Input>>;
  /** Any number, by name. Without a `check`, each must return what the first returns. */
  readonly models: Readonly<Record<string, Model<NoInfer<Input>>>>;
  /** What is wrong with an output, a line each; empty or nothing when nothing is. Runs after the measurement. */
  // biome-ignore lint/suspicious/noExplicitAny: models may return different types, which a check then tells apart.
  check?(input: NoInfer<Input>, output: any): readonly string[] | string | undefined | boolean;
  /** By name: values of the field of that name, or how an input is made from a value. */
  readonly sweeps?: Readonly<Record<string, readonly number[] | OwnSweep<NoInfer<Input>>>>;
  /** What one call does that often, by name: `{ order: (input) => input.orders }`. Reports show what one costs. */
  readonly units?: Readonly<Record<string, (input: NoInfer<Input>) => number>>;
  /** By name: a figure that outputs hold. Read after the measurement. */
  readonly readings?: Readonly<Record<string, OwnReading<NoInfer<Input>>>>;
  /** The unit or the reading that reports show first. Default: the first unit, else the time of a call. */
  readonly primary?: string;
  /**
   * By a model's name: the same work, written without what the model adds. `byturns own-share` measures both, and says how
   * many times its bare work a model takes.
   */
  readonly bare?: Readonly<Record<string, Model<NoInfer<Input>>>>;
  /** The time in milliseconds that no model can beat. */
  ideal?(input: NoInfer<Input>): number;
  /** Calls between two readings of the clock, from 1 to 100000: more for calls of some microseconds. Default: 1. */
  readonly batch?: number;
  /**
   * How long a model is called before its calls are timed, in milliseconds, 0 to 60000: more for what gets faster over
   * many calls, such as a pool. Default: the profile's.
   */
  readonly warmUpMs?: number;
  /** What Deno grants it beside reading its project; `["*"]` is everything of that kind. */
  readonly permissions?: Permissions;
  /** Models that cannot run, by name, and why. */
  readonly unsupported?: Readonly<Record<string, UnsupportedModel>>;
}

/** What `defineExample` returns; a file exports it by default. */
export interface OwnExample<Input = unknown> {
  readonly [brand]: 1;
  readonly definition: ExampleDefinition<Input>;
}

/** Known to every copy of this package: a file may load another one than the command. */
export const brand: unique symbol = Symbol.for("byturns.example") as never;

/**
 * Declares an example of one's own, for a file that exports it by default. It checks nothing: the command does when it
 * loads the file, and names file and line.
 *
 * @param definition what is asked, of which inputs, and the models that answer.
 * @returns what the command measures.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineExample } from "@byturns/define";
 *
 * const example = defineExample({
 *   question: "What does adding up cost?",
 *   inputs: { small: { numbers: 10 }, large: { numbers: 1_000 } },
 *   models: {
 *     loop: ({ numbers }) => {
 *       let sum = 0;
 *       for (let i = 1; i <= numbers; i++) sum += i;
 *       return sum;
 *     },
 *     formula: ({ numbers }) => (numbers * (numbers + 1)) / 2,
 *   },
 * });
 * assert.deepEqual(Object.keys(example.definition.models), ["loop", "formula"]);
 * ```
 */
export function defineExample<Input>(definition: ExampleDefinition<Input>): OwnExample<Input> {
  return { [brand]: 1, definition };
}

/**
 * The definition that a file exports; undefined if it is not one. Of a file that was built to CommonJS, Node gives what
 * it exports as the default, and the default is in it.
 */
export function definitionOf(exported: unknown): ExampleDefinition<unknown> | undefined {
  if (typeof exported !== "object" || exported === null) return undefined;
  if (!(brand in exported))
    return "__esModule" in exported ? definitionOf(Reflect.get(exported, "default")) : undefined;
  return (exported as OwnExample).definition;
}
