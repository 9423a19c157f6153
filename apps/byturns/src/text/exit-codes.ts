// The exit codes, one for each kind of end; docs/exit-codes.md is their table, and a test holds the two together.

/** What a command ends with. */
export const exitCodes = {
  /** The command did what was asked, and nothing is wrong. */
  ok: 0,
  /** The command did its work, and what it found is bad: a cell got worse, a fork is not right, a verdict changed. */
  bad: 1,
  /** The command line cannot be answered: an unknown name, a value out of bounds, a folder that is no run. */
  usage: 2,
  /** `compare --fail-over` cannot decide: too few forks, or cells of the base that are gone. */
  undecided: 3,
  /** Something outside failed: a file that cannot be written, a full disk, a database that cannot be reached. */
  environment: 4,
  /** A defect of byturns itself; the stack is printed. */
  internal: 5,
  /** Ctrl-C or SIGTERM ended it. */
  interrupted: 130,
} as const;
