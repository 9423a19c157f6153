// Counts calls to the file system that have begun and not settled: what a function leaves behind shows in it. Every call is
// slowed by some turns of the event loop, so that a call that nobody awaits is still open when its caller settles; each by
// fewer than the one before, so that it is also open when the next call has ended.
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { setImmediate as turn } from "node:timers/promises";

const names = ["link", "mkdir", "readdir", "rename", "rm", "stat", "writeFile"] as const;
const leastTurns = 25;

/** The calls since it was made; disposing of it restores the file system. */
export interface Unsettled extends Disposable {
  readonly count: number;
}

/** Watches the calls that change a folder, in this process. */
export function watchUnsettled(): Unsettled {
  const table = promises as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const before = new Map(names.map((name) => [name, table[name] as (typeof table)[string]]));
  let count = 0;
  let turns = 20 * leastTurns;
  for (const [name, call] of before) {
    table[name] = async (...given) => {
      count += 1;
      const mine = turns;
      turns = Math.max(leastTurns, turns - leastTurns);
      try {
        for (let i = 0; i < mine; i++) await turn();
        return await call(...given);
      } finally {
        count -= 1;
      }
    };
  }
  syncBuiltinESMExports();
  return {
    get count() {
      return count;
    },
    [Symbol.dispose]() {
      for (const [name, call] of before) table[name] = call;
      syncBuiltinESMExports();
    },
  };
}
