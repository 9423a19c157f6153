// One clock for all threads: on Deno and Bun each thread's monotonic clock has an origin of its own.
import type { Worker } from "node:worker_threads";
import type { ExampleContext } from "@byturns/context";
import type { Request } from "./pool/protocol.ts";

/**
 * Sends a worker the start of the context's clock, in the worker's own time. Of a few exchanges the fastest counts; the
 * error is at most half of its length.
 *
 * @returns a function that takes the worker's answers and returns whether the clock is set.
 */
export function clockAligner(context: ExampleContext, worker: Worker): (reply: { nowNs: bigint }) => boolean {
  const exchanges = 16;
  let done = 0;
  let askedMs = 0;
  let best = { tripMs: Number.POSITIVE_INFINITY, originNs: 0n };
  const ask = () => {
    askedMs = context.nowMs();
    worker.postMessage({ clock: done } satisfies Request);
  };
  ask();
  return ({ nowNs }) => {
    const tripMs = context.nowMs() - askedMs;
    if (tripMs < best.tripMs)
      best = { tripMs, originNs: nowNs - BigInt(Math.round((askedMs + tripMs / 2) * 1e6)) };
    done += 1;
    if (done < exchanges) {
      ask();
      return false;
    }
    worker.postMessage({ originNs: best.originNs } satisfies Request);
    return true;
  };
}
