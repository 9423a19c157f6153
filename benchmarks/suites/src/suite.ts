// The form of a suite: what is measured, and the question that each case answers.

/** One input of one example, or all inputs along one of its sweeps; one of the two is named. */
export interface SuiteCase {
  readonly example: string;
  readonly input?: string;
  readonly sweep?: string;
  /** Default: the example's own question. */
  readonly question?: string;
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
  /** Forks for each cell, in place of the profile's. */
  readonly forks?: number;
  readonly watchForks?: number;
}
