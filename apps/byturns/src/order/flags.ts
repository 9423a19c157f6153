// The flags of `byturns order`.

/** The arguments and flags. */
export interface OrderFlags {
  /** Probes, and files of probes of one's own; with `portCheck`, two runtimes, and optionally the path of sources to read. */
  readonly names: readonly string[];
  /** Files and folders of a user's own probes. */
  readonly probes: readonly string[];
  /** Whether the new orders of a user's own probes replace their baseline. */
  readonly update: boolean;
  readonly runtimes: readonly string[];
  /** Only these kinds, or `first`, each probe's first; all when empty. */
  readonly kinds: readonly string[];
  /** Fresh processes for each probe, kind and runtime; undefined: the default number. */
  readonly times: number | undefined;
  readonly seed: number;
  /** Whether to run everything again while another process holds a core. */
  readonly twice: boolean;
  /** Whether to probe older versions too. */
  readonly history: boolean;
  readonly recorded: boolean;
  readonly portCheck: boolean;
  /** Whether to list the probes, and run nothing. */
  readonly list: boolean;
  /** Whether to write the text of an issue about one probe. */
  readonly issue: boolean;
  /** A checkout of Node with the tests to run. */
  readonly witness: string | undefined;
  readonly baseline: string | undefined;
  readonly write: string | undefined;
  readonly json: boolean;
}
