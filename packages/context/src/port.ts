// What a port hands the host: its examples, each opened once and then called any number of times.
import type { ExampleContext } from "./context.ts";

/** One opened example: loaded, its threads started. Closed by `await using` or its dispose method. */
export interface OpenExample extends AsyncDisposable {
  /** Runs the example once; rejects when the example fails or the context's signal is aborted. */
  run(input: unknown): Promise<unknown>;
  /** What the other processes of this example have used so far; absent if it has none. */
  elsewhere?(): Promise<Elsewhere>;
}

/** What all processes used together, beside the one in which the example was opened. */
export interface Elsewhere {
  /** CPU time since they were started. */
  readonly userUs: number;
  readonly systemUs: number;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
  /** Resident now, and at most: the peaks of all added up, whenever each had its own. */
  readonly rssBytes: number;
  readonly peakRssBytes: number;
}

/** A port's entry for an example that its model cannot honestly run. */
export interface Unsupported {
  readonly unsupported: string;
  /** The runtimes that this holds for. Default: all. */
  readonly runtimes?: readonly string[];
}

/** Permissions, as a spec has them; `{runtime}` stands for the program of the runtime. */
export interface Needs {
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  readonly net?: readonly string[];
  readonly run?: readonly string[];
  readonly env?: readonly string[];
  /** Why, where one of them is wider than a reader would expect. */
  readonly why?: string;
}

/** What has been counted so far, by name; each only ever grows. */
export interface Counters {
  read(): Readonly<Record<string, number>>;
}

/** Where the source of an example lies. */
export interface ExampleSource {
  /** Its file, in the folder `src` of the port's package. */
  readonly file: string;
  /** The function of that file that runs the example. */
  readonly run: string;
}

/** A model's examples. `Entry` is the port's own representation of one. */
export interface Port {
  readonly model: string;
  /** What every example of this model needs beyond its spec. Default: nothing. */
  readonly needs?: Needs;
  /** The example's entry in the port's table, or why there is none for this runtime. */
  unsupported(example: string, runtime: string): string | undefined;
  /** Where the example's source lies; undefined where the port has no such example. */
  source?(example: string): ExampleSource | undefined;
  /**
   * Loads an example and starts what it needs.
   *
   * @throws RangeError when the port has no such example.
   */
  open(example: string, context: ExampleContext): Promise<OpenExample>;
  /** Throws if an output cannot be sent to the lab as it is. Absent where a spec's schema decides that. */
  assertOutput?(output: unknown): void;
  /**
   * What is wrong with outputs, and what they read, where the example is a user's own and no spec knows either; runs after
   * the measurement.
   */
  judge?(input: unknown, outputs: readonly unknown[]): Judgment;
  /**
   * Begins to count what only this model can count, such as the fibers it starts, in a process that does nothing else.
   * Absent if there is nothing to count. Called before the first example is opened.
   */
  count?(): Promise<Counters>;
}

/** What an example's own file says of outputs. */
export interface Judgment {
  /** What is wrong with them, a line each. */
  readonly wrong: readonly string[];
  /** By the reading's name: the figure of each output, in their order; null where an output holds none. */
  readonly readings?: Readonly<Record<string, readonly (number | null)[]>>;
}

/** What ends the name of a model whose work is written bare: `promises-bare`. */
export const bareSuffix = "-bare";

/** Why a table's entry does not support a runtime, or undefined when it does. */
export function reasonAgainst(entry: object | undefined, runtime: string): string | undefined {
  if (entry === undefined) return "not part of this model";
  if (!("unsupported" in entry)) return undefined;
  const { unsupported, runtimes } = entry as Unsupported;
  return runtimes === undefined || runtimes.includes(runtime) ? unsupported : undefined;
}
