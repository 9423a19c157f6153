// Random workloads within ranges that a service on one machine can be asked for, the same for the same seed.
import { usualWorkload, type Workload } from "@byturns/advice";
import { drawFrom } from "@byturns/lab/plan/shuffle";

/**
 * Draws workloads: waiting 0 to 100 ms, computing 0.05 to 8 ms, a rate that keeps one thread busy for 20 to 90 % of its
 * time, but at most 500 a second, and a deadline of 20 ms and 4 to 20 computations beyond the waiting.
 *
 * @param count how many, an integer >= 1.
 * @param cores those of this machine.
 */
export function drawWorkloads(count: number, seed: number, cores: number): Workload[] {
  // The first draws of small seeds are alike: those of their hashes are not.
  const draw = drawFrom(Math.imul(seed + 1, 0x9e3779b1) >>> 0);
  const next = () => draw.below(2 ** 30) / 2 ** 30;
  return Array.from({ length: count }, () => {
    const computeMs = round(0.05 * 160 ** next());
    const waitMs = Math.round(100 * next() ** 2);
    const load = 0.2 + 0.7 * next();
    // About half a millisecond of a request is none of its computing.
    const ratePerSecond = round(Math.min(500, (load * 1_000) / (computeMs + 0.5)));
    const deadlineMs = Math.round(waitMs + 20 + computeMs * (4 + 16 * next()));
    return {
      ...usualWorkload,
      waitMs,
      computeMs,
      ratePerSecond,
      cores,
      deadlineMs,
      payloadBytes: 0,
      inFlight: 0,
    };
  });
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
