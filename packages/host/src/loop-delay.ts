// What a call costs beside time: the peak memory of one call, then the event loop's delay during more calls.
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenExample } from "@byturns/context";
import type { LoopDelay } from "@byturns/record/protocol";
import type { Outputs } from "./outputs.ts";
import { quantile } from "./quantile.ts";

/**
 * Makes calls for at least `durationMs`, at least one, and reads how late a timer fires during them.
 *
 * The timer is set to 1 ms and set again each time it fires, so its own load is one callback a millisecond, some
 * microseconds. It sees only the main thread's loop, and misses a pause that ends before the timer is due.
 */
export async function measureLoopDelay(
  openExample: Pick<OpenExample, "run">,
  input: unknown,
  durationMs: number,
  outputs: Outputs,
): Promise<LoopDelay> {
  const idle = new LoopDelayMonitor();
  await sleep(20);
  const idleP50Ms = idle.stop().p50Ms;
  const monitor = new LoopDelayMonitor();
  const untilMs = performance.now() + durationMs;
  do {
    outputs.add(await openExample.run(input));
    await monitor.giveWay();
  } while (performance.now() < untilMs);
  return { ...monitor.stop(), idleP50Ms };
}

const beatMs = 1;
const maxBeats = 65_536;

/**
 * A timer that records how late it fires; starts immediately.
 *
 * A stall delays every beat that was due during it, not only the pending one, so each of them is recorded with its own
 * delay. Otherwise one stall of 100 ms would count as one late beat among hundreds that were on time, and no percentile
 * would show it.
 */
export class LoopDelayMonitor {
  readonly #lateMs = new Float64Array(maxBeats);
  #beats = 0;
  #dueMs = 0;
  #timer: NodeJS.Timeout;
  #overdue: PromiseWithResolvers<void> | undefined;

  constructor() {
    this.#timer = this.#next();
  }

  /**
   * Lets a beat fire that is due; to be awaited between two calls. Calls that only await settled promises would
   * otherwise follow each other within one turn of the loop, and the delay would be that of all of them together.
   */
  async giveWay(): Promise<void> {
    if (performance.now() < this.#dueMs) return;
    this.#overdue ??= Promise.withResolvers();
    await this.#overdue.promise;
  }

  /** Ends the timer; an overdue beat counts as if it fired now. */
  stop(): Omit<LoopDelay, "idleP50Ms"> {
    clearTimeout(this.#timer);
    if (performance.now() > this.#dueMs || this.#beats === 0) this.#note();
    const sorted = this.#lateMs.subarray(0, this.#beats).toSorted();
    return {
      beats: this.#beats,
      p50Ms: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
      maxMs: quantile(sorted, 1),
    };
  }

  #next(): NodeJS.Timeout {
    this.#dueMs = performance.now() + beatMs;
    return setTimeout(() => {
      this.#note();
      if (this.#beats < maxBeats) this.#timer = this.#next();
      else this.#dueMs = Number.POSITIVE_INFINITY;
      this.#overdue?.resolve();
      this.#overdue = undefined;
    }, beatMs);
  }

  #note(): void {
    let lateMs = Math.max(0, performance.now() - this.#dueMs);
    do {
      this.#lateMs[this.#beats++] = lateMs;
      lateMs -= beatMs;
    } while (lateMs > 0 && this.#beats < maxBeats);
  }
}
