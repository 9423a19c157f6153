// What `byturns order` was asked for.

/** What was asked for. */
export interface OrderFlags {
  /** Probes; with `portCheck`, two runtimes, and a path of sources where they are to be read. */
  readonly names: readonly string[];
  readonly runtimes: readonly string[];
  /** Only these kinds, or `first`, each probe's first; all when empty. */
  readonly kinds: readonly string[];
  /** Fresh processes for each probe, kind and runtime; undefined: as many as are usual. */
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
  /** A checkout of Node whose tests are to be run. */
  readonly witness: string | undefined;
  readonly baseline: string | undefined;
  readonly write: string | undefined;
  readonly json: boolean;
}
