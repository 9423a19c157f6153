// A log that no caller waits for: a ring in shared memory, and one writer on a thread that empties it.
import type { LogInput } from "@byturns/spec/log";
import type { tasks } from "../log.worker.ts";
import type { Pool } from "./pool.ts";
import { callTaker, closeRing, leftIn, makeRing, offer } from "./ring.ts";

/**
 * Opens a log whose `log` neither waits nor throws: a line that finds the queue or the disk full, or the log closed, is dropped
 * and counted.
 */
export function openLog(
  { path, queueBound, lineBytes }: Pick<LogInput, "path" | "queueBound" | "lineBytes">,
  pool: Pool<typeof tasks>,
) {
  const ring = makeRing(queueBound, lineBytes);
  const encoder = new TextEncoder();
  let refused = 0;
  // Not the context's signal: the writer is to empty the queue, and to close its file, whatever happens to the work.
  const { signal } = new AbortController();
  const writer = pool.run("writeLog", { path, lineBytes, ring }, { signal });
  writer.catch(() => {});

  return {
    log(line: string): void {
      if (!offer(ring, encoder.encode(line))) refused += 1;
    },
    /** Continues in a new file of the same name after the old one was moved away: waiting lines go to the new one. */
    reopen(): void {
      callTaker(ring);
    },
    async close(): Promise<void> {
      closeRing(ring);
      await writer;
    },
    async seen() {
      const { lost, ...seen } = await writer;
      return { ...seen, dropped: refused + lost + leftIn(ring) };
    },
  };
}
