// How the engines log their garbage collections.

/** What a log has of garbage collections. */
export interface LoggedCollections {
  readonly count: number;
  /** How long they stopped the program. */
  readonly pauseMs: number;
}

/** The log of V8's `--trace-gc`: `[1:0x1] 44 ms: Scavenge 4.8 (4.9) -> 4.3 (5.6) MB, pooled: 0.0 MB, 3.20 / 0.00 ms …`. */
export function readV8Collections(text: string): LoggedCollections {
  const found = [
    ...text.matchAll(/\d+ ms: .*?-> [\d.]+ \([\d.]+\) MB,(?: pooled: [\d.]+ MB,)? ([\d.]+) \/ /g),
  ];
  return { count: found.length, pauseMs: found.reduce((sum, [, ms]) => sum + Number(ms), 0) };
}

/** The log of JavaScriptCore's `logGC=1`: each pause has its `p=2.67ms`, and the last of a collection ends with `END]`. */
export function readJscCollections(text: string): LoggedCollections {
  const pauses = [...text.matchAll(/\bp=([\d.]+)ms/g)];
  return {
    count: text.split(" END]").length - 1,
    pauseMs: pauses.reduce((sum, [, ms]) => sum + Number(ms), 0),
  };
}
