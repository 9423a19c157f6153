// What becomes of requests that come at random to an event loop: reckoned request by request, because no formula of a
// line fits. A request passes the loop twice, to be read and, after its wait, to be computed, and the loop decides what is first.

/** What one request does to a server. */
export interface Service {
  /** Holds the main thread when the request is read, and again when its wait is over. */
  readonly readMs: number;
  readonly holdMs: number;
  readonly waitMs: number;
  /** Holds one of the `servers` of a pool after that; 0 without a pool. */
  readonly poolMs: number;
  readonly servers: number;
  /**
   * Whether the loop goes on with timers until none is due before it reads what came; or takes a turn of those that were due, reads,
   * and takes the next. The first keeps requests unread that came during a long row of computations; those are then
   * read at once, are due at once, and make the next row longer.
   */
  readonly drainsTimers: boolean;
}

/**
 * How long each request takes, from being due to being answered.
 *
 * @param dueMs ascending.
 */
export function latenciesOf(dueMs: Float64Array, service: Service): Float64Array {
  const { readMs, holdMs, waitMs, poolMs, servers, drainsTimers } = service;
  const count = dueMs.length;
  // Waits are equal, so timers fire in the order in which requests were read.
  const timerMs = new Float64Array(count);
  const latencies = new Float64Array(count);
  const freeMs = new Float64Array(Math.min(servers, count));
  let [now, read, done] = [0, 0, 0];
  const finish = () => {
    now += holdMs;
    latencies[done] =
      (poolMs > 0 ? pooled(freeMs, done, now + poolMs, poolMs) : now) - (dueMs[done] as number);
    done += 1;
  };
  while (done < count) {
    const [readBefore, doneBefore] = [read, done];
    while (read < count && (dueMs[read] as number) <= now) {
      now += readMs;
      timerMs[read] = now + waitMs;
      read += 1;
      // Without a wait, the same turn goes on to the end.
      if (waitMs === 0) finish();
    }
    const turnMs = now;
    while (done < read && (timerMs[done] as number) <= (drainsTimers ? now : turnMs)) finish();
    if (read > readBefore || done > doneBefore) continue;
    const nextDue = read < count ? (dueMs[read] as number) : Number.POSITIVE_INFINITY;
    now = done < read ? Math.min(nextDue, timerMs[done] as number) : nextDue;
  }
  return latencies;
}

/**
 * When a job ends that goes to the server that is free first. Jobs come in order and are equally long, so that is the one that
 * took the job as many jobs ago as there are servers.
 */
function pooled(freeMs: Float64Array, job: number, aloneMs: number, poolMs: number): number {
  const server = job % freeMs.length;
  const end = Math.max(aloneMs, (freeMs[server] as number) + poolMs);
  freeMs[server] = end;
  return end;
}

/** The smallest latency that a share `q` does not exceed. */
export function quantileOf(latencies: Float64Array, q: number): number {
  return latencies.toSorted()[Math.max(0, Math.ceil(q * latencies.length) - 1)] ?? 0;
}

/** Whether a share `q` of latencies is within a limit. */
export function isWithin(latencies: Float64Array, q: number, limitMs: number): boolean {
  let may = latencies.length - Math.ceil(q * latencies.length);
  for (const ms of latencies) if (ms > limitMs && --may < 0) return false;
  return true;
}

const gaps = makeGaps(1_000);

/**
 * Arrivals at random, the same every time: the gaps between them are spread as those of a Poisson process are.
 *
 * @param count at most 1,000.
 */
export function usualArrivals(count: number, ratePerSecond: number): Float64Array {
  const dueMs = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    at += ((gaps[i] as number) * 1_000) / ratePerSecond;
    dueMs[i] = at;
  }
  return dueMs;
}

/** One gap from each of `count` equally likely ranges, in an order that a linear congruential generator shuffles. */
function makeGaps(count: number): Float64Array {
  const made = Float64Array.from({ length: count }, (_, i) => -Math.log(1 - (i + 0.5) / count));
  let state = 1;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [made[i], made[j]] = [made[j] as number, made[i] as number];
  }
  return made;
}
