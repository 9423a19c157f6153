// Waiting in line: requests that come at random to one or more servers.
//
// Pollaczek and Khinchine for one server; for several, Erlang's C with the correction of Lee and Longton (1959) for work
// that is not exponential. The tail is taken as exponential with that mean, as in heavy traffic (Kingman, 1962).

/** A station: requests a second, how long each holds a server, how many servers there are. */
export interface Station {
  readonly ratePerSecond: number;
  readonly serviceMs: number;
  readonly servers: number;
}

/** The share of its servers' time that a station needs; from 1 on, it cannot keep up. */
export function loadOf({ ratePerSecond, serviceMs, servers }: Station): number {
  return (ratePerSecond * serviceMs) / 1_000 / servers;
}

/**
 * The probability that a request has to wait, by Erlang's C.
 *
 * @param load of each server, 0 to 1; from 1 on, every request waits.
 */
export function waitsAtAll(load: number, servers: number): number {
  if (load >= 1) return 1;
  // Erlang's B by its recursion, which neither overflows nor needs factorials.
  let blocked = 1;
  for (let server = 1; server <= servers; server++)
    blocked = (load * servers * blocked) / (server + load * servers * blocked);
  return blocked / (1 - load + load * blocked);
}

/**
 * A quantile of how long requests wait in line, ms; Infinity if the station cannot keep up.
 *
 * @param q 0 to 1, exclusive.
 * @param variation the squared coefficient of variation of the service time: 0 if all requests are alike.
 */
export function queueMs(station: Station, q: number, variation = 0): number {
  const load = loadOf(station);
  if (load >= 1) return Number.POSITIVE_INFINITY;
  const waits = waitsAtAll(load, station.servers);
  if (waits <= 1 - q) return 0;
  const meanMs = (waits * station.serviceMs * (1 + variation)) / (2 * station.servers * (1 - load));
  return (meanMs / waits) * Math.log(waits / (1 - q));
}
