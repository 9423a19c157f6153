// What a port hands the host: its examples, each opened once and then called as often as one likes.
import type { Stage } from "./stage.ts";

/** One opened example: loaded, its threads started. Closed by `await using` or its dispose method. */
export interface Act extends AsyncDisposable {
  /** Runs the example once; rejects when the example fails or the stage's signal is aborted. */
  run(input: unknown): Promise<unknown>;
}

/** Said by a port of an example that its model cannot honestly do. */
export interface Unsupported {
  readonly unsupported: string;
  /** The runtimes that this holds for; all of them when left out. */
  readonly runtimes?: readonly string[];
}

/** A model's examples. `Entry` is how the port keeps one: its own business. */
export interface Port {
  readonly model: string;
  /** The example's entry in the port's table, or why there is none for this runtime. */
  unsupported(example: string, runtime: string): string | undefined;
  /**
   * Loads an example and starts what it needs.
   *
   * @throws RangeError when the port has no such example.
   */
  open(example: string, stage: Stage): Promise<Act>;
}

/** Why a table's entry does not support a runtime, or undefined when it does. */
export function reasonAgainst(entry: object | undefined, runtime: string): string | undefined {
  if (entry === undefined) return "not part of this model";
  if (!("unsupported" in entry)) return undefined;
  const { unsupported, runtimes } = entry as Unsupported;
  return runtimes === undefined || runtimes.includes(runtime) ? unsupported : undefined;
}
