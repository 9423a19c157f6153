// Which of the lab's own environment variables reach a measured process.

/** What every program needs: where programs and folders are, and the user's language. */
const passedOn = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TEMP",
  "TMP",
  "TZ",
  "LANG",
  "DENO_DIR",
  "XDG_CACHE_HOME",
  "SystemRoot",
];

/** Variables that change how a runtime runs, so that one who sets them expects them to matter. */
const expected =
  /^(NODE_OPTIONS|NODE_DEBUG|NODE_PATH|UV_\w+|V8_\w+|BUN_(JSC|CONFIG|OPTIONS|RUNTIME)\w*|DENO_(V8_FLAGS|NO_\w+|UNSTABLE\w*|COMPAT)|MALLOC_\w+|LD_PRELOAD|JSC_\w+)$/;

/** Names of variables of the lab. */
export interface Variables {
  /** Every fork gets them with their values. */
  readonly passed: readonly string[];
  /** Set, known to change how a runtime runs, and not passed on. */
  readonly ignored: readonly string[];
}

/**
 * The variables of this process that forks get, and the known ones that they do not get. Names only: values may hold
 * folders and secrets.
 *
 * @param environment default: this process's.
 */
export function variablesHere(environment: NodeJS.ProcessEnv = process.env): Variables {
  return {
    passed: passedOn.filter((name) => environment[name] !== undefined),
    ignored: Object.keys(environment)
      .filter((name) => expected.test(name) && !passedOn.includes(name))
      .sort(),
  };
}
