// The form of a suite: what is measured, and the question that each case answers.

/** One input of one example, or all inputs along one of its sweeps; one of the two is named. */
export interface SuiteCase {
  readonly example: string;
  readonly input?: string;
  readonly sweep?: string;
  /**
   * Of the sweep only these values. Default: all of them. A quick look takes the first three, so the most informative
   * come first.
   */
  readonly values?: readonly number[];
  /** False: a quick look leaves it out. */
  readonly quick?: boolean;
  /** Its input with P from 1 to twice the cores, instead of the plan's P. */
  readonly cores?: boolean;
  /** Only these models take part, if the others cannot answer its question. Default: all of the plan. */
  readonly models?: readonly string[];
  /** Default: the example's own question. */
  readonly question?: string;
  /** What of it is compared: models within a runtime, runtimes within a model, or both. Default: both. */
  readonly comparing?: "models" | "runtimes" | "both";
}

/** Cases that are measured together. */
export interface Suite {
  readonly id: string;
  readonly title: string;
  readonly cases: readonly SuiteCase[];
  /** The models that it compares when none is named. Default: all that need one machine. */
  readonly models?: readonly string[];
  /** Its calls are too long to be repeated: one call a fork, without warm-up. */
  readonly once?: boolean;
  /** Of the profile's times to warm up and to measure, 0.01 to 10. Default: 1. */
  readonly share?: number;
  /** Calls longer than this many milliseconds are cut off, recorded as such, and not repeated. Default: none. */
  readonly cutOffMs?: number;
  /** How many forks each cell and look get, for curves instead of pairs. */
  readonly forks?: number;
  /** How long code warms up before it is timed, in milliseconds, by `<example>/<input>` and the runtime's id. */
  readonly warmUpMs?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Instead of the profile's. */
  readonly resourceForks?: number;
}
