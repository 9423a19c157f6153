// The exit codes, one for each kind of end; docs/exit-codes.md has their table, and a test keeps the two consistent.

/** The exit code of a command. */
export const exitCodes = {
  /** The command succeeded, and nothing is wrong. */
  ok: 0,
  /** The command did its work, and its finding is bad: a cell got worse, a fork is not correct, a verdict changed. */
  bad: 1,
  /** The command line is invalid: an unknown name, a value out of bounds, a folder without a run. */
  usage: 2,
  /** `compare --fail-over` is undecided: too few forks, or missing cells of the base. */
  undecided: 3,
  /** An external failure: a file that cannot be written, a full disk, a database that cannot be reached. */
  environment: 4,
  /** A defect of byturns itself; the stack is printed. */
  internal: 5,
  /** Ctrl-C or SIGTERM ended it. */
  interrupted: 130,
} as const;
