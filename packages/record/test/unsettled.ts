// Counts calls to the file system that have begun and not settled: what a function leaves behind shows in it. Every call is
// slowed by some turns of the event loop in which no later call runs, so that a call that nobody awaits is still open when
// its caller settles, whatever else that awaits.
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { setImmediate as turn } from "node:timers/promises";

const names = ["link", "mkdir", "readdir", "readFile", "rename", "rm", "stat", "writeFile"] as const;
const turns = 25;

/** The calls since it was made; disposing of it restores the file system. */
export interface Unsettled extends Disposable {
  readonly count: number;
}

/** Watches the calls to a folder's files, in this process. */
export function watchUnsettled(): Unsettled {
  const table = promises as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const before = new Map(names.map((name) => [name, table[name] as (typeof table)[string]]));
  /** In the order in which they began. */
  const running: object[] = [];
  for (const [name, call] of before) {
    table[name] = async (...given) => {
      const mine = {};
      running.push(mine);
      try {
        for (let left = turns; left > 0; left = running.at(-1) === mine ? left - 1 : turns) await turn();
        return await call(...given);
      } finally {
        running.splice(running.indexOf(mine), 1);
      }
    };
  }
  syncBuiltinESMExports();
  return {
    get count() {
      return running.length;
    },
    [Symbol.dispose]() {
      for (const [name, call] of before) table[name] = call;
      syncBuiltinESMExports();
    },
  };
}
