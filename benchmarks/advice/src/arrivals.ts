// Which random arrivals stand for all: a few requests at random say little about the 99th percentile, so those are taken
// whose line is as long as that of very many.
import { type Arrivals, dueTimesMs } from "@byturns/fixtures/arrivals";
import { quantile } from "@byturns/spec/distribution";

/** How many patterns are looked at, and how many requests stand for very many. */
const candidates = 96;
const many = 20_000;

/** The median and the 99th percentile of the time in one server, in units of its service time. */
function inServer(one: { readonly requests: number; readonly load: number; readonly seed: number }) {
  const { requests, load, seed } = one;
  let freeAt = 0;
  const times = Array.from(dueTimesMs({ requests, requestsPerSecond: load * 1_000, seed }), (due) => {
    freeAt = Math.max(freeAt, due) + 1;
    return freeAt - due;
  });
  return { p50: quantile(times, 0.5) as number, p99: quantile(times, 0.99) as number };
}

const known = new Map<string, readonly number[]>();

/**
 * Seeds whose arrivals wait most nearly as very many do: all alike, in one line, at this load. It depends on neither a
 * model nor a runtime. The most typical comes first.
 *
 * @param load the share of its time that one server is busy; what is above 0.95 is taken as that.
 */
export function typicalSeeds(requests: number, load: number): readonly number[] {
  const step = Math.min(0.95, Math.max(0.05, Math.round(load * 20) / 20));
  const key = `${requests} ${step}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const long = [1, 2, 3].map((i) => inServer({ requests: many, load: step, seed: -i }));
  const mean = (of: "p50" | "p99") => long.reduce((sum, one) => sum + one[of], 0) / long.length;
  const wanted = { p50: mean("p50"), p99: mean("p99") };
  const seeds = Array.from({ length: candidates }, (_, i) => {
    const { p50, p99 } = inServer({ requests, load: step, seed: i + 1 });
    return { seed: i + 1, off: Math.abs(Math.log(p50 / wanted.p50)) + Math.abs(Math.log(p99 / wanted.p99)) };
  })
    .toSorted((a, b) => a.off - b.off)
    .map(({ seed }) => seed);
  known.set(key, seeds);
  return seeds;
}

/**
 * Typical arrivals of requests that hold a server for `serviceMs`.
 *
 * @param nth the same number gives the same arrivals, each other number others; from 0 on.
 */
export function typicalArrivals(
  requests: number,
  requestsPerSecond: number,
  serviceMs: number,
  nth: number,
): Arrivals {
  const seeds = typicalSeeds(requests, (requestsPerSecond * serviceMs) / 1_000);
  return { requests, requestsPerSecond, seed: seeds[nth % seeds.length] as number };
}
