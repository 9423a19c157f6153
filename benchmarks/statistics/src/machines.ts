// Simulated machines, modeled on real ones: forks' medians with noise between processes, clusters of processes that are
// 1.6 times as slow, and drift shared by all forks of a moment.
import { randomStream } from "@byturns/statistics/tests/resampling";

export interface Machine {
  readonly name: string;
  /** Standard deviation between processes, as a share. */
  readonly spread: number;
  /** Share of slow processes, and the mean length of a run of them. */
  readonly slow: number;
  readonly cluster: number;
  /** Standard deviation of the noise shared by the forks of one round. */
  readonly drift: number;
  /** How many cells a round has; two of them are compared. */
  readonly cells: number;
  /** By what share every round is slower than the one before, like a machine that heats up. Default: 0. */
  readonly trend?: number;
  /** Degrees of freedom of the noise between processes, for tails heavier than the normal distribution's. */
  readonly tails?: number;
}

export const machines: readonly Machine[] = [
  { name: "idle, quiet", spread: 0.013, slow: 0, cluster: 1, drift: 0, cells: 20 },
  { name: "idle, usual", spread: 0.02, slow: 0, cluster: 1, drift: 0, cells: 20 },
  { name: "idle, some clusters", spread: 0.016, slow: 0.05, cluster: 5, drift: 0, cells: 20 },
  { name: "the same, two cells", spread: 0.016, slow: 0.05, cluster: 5, drift: 0, cells: 2 },
  { name: "many clusters", spread: 0.02, slow: 0.1, cluster: 8, drift: 0, cells: 20 },
  { name: "drifting", spread: 0.013, slow: 0.03, cluster: 5, drift: 0.015, cells: 20 },
  { name: "loaded", spread: 0.05, slow: 0.25, cluster: 8, drift: 0.02, cells: 20 },
  { name: "busy neighbors", spread: 0.03, slow: 0.3, cluster: 2, drift: 0, cells: 20 },
  { name: "two-faced cells", spread: 0.016, slow: 0.35, cluster: 1, drift: 0, cells: 20 },
  { name: "heating up", spread: 0.016, slow: 0.02, cluster: 5, drift: 0, cells: 20, trend: 0.002 },
  { name: "heavy tails", spread: 0.016, slow: 0.02, cluster: 1, drift: 0, cells: 20, tails: 2 },
  { name: "a bad day", spread: 0.16, slow: 0.1, cluster: 8, drift: 0, cells: 20 },
];

/** The factor of a slow process. */
const slowFactor = 1.6;

/** A source of two cells' values, one pair per round, with the first slower by a factor. */
export function simulate(
  machine: Machine,
  seed: number,
): (factor: number, rounds: number) => { readonly slower: number[]; readonly base: number[] } {
  const { drift, cells, trend = 0 } = machine;
  const { uniform, normal, between, slowness } = noiseOf(machine, seed);
  return (factor, rounds) => {
    const slower = new Array<number>(rounds);
    const base = new Array<number>(rounds);
    const isSlow = slowness();
    let moment = drift * normal();
    for (let round = 0; round < rounds; round++) {
      const first = Math.floor(uniform() * cells);
      const second = (first + 1 + Math.floor(uniform() * (cells - 1))) % cells;
      for (let place = 0; place < cells; place++) {
        const slow = isSlow();
        if (place !== first && place !== second) continue;
        const ms = Math.exp(moment + trend * round + between()) * (slow ? slowFactor : 1);
        if (place === first) slower[round] = ms * factor;
        else base[round] = ms;
      }
      moment = 0.8 * moment + 0.6 * drift * normal();
    }
    return { slower, base };
  };
}

/** A source of all cells' values: by round, then by cell. The order of a round's cells is shuffled, as the lab's is. */
export function simulateRun(machine: Machine, seed: number): (rounds: number) => number[][] {
  const { cells } = machine;
  const { uniform, begin } = roundsOf(machine, seed);
  return (rounds) => {
    const next = begin();
    return Array.from({ length: rounds }, () => {
      const order = Array.from({ length: cells }, (_, cell) => ({ cell, at: uniform() }));
      const values = new Array<number>(cells);
      const sorted = order.sort((one, other) => one.at - other.at);
      const noise = next(cells);
      for (const [place, { cell }] of sorted.entries()) values[cell] = noise[place] as number;
      return values;
    });
  };
}

/** A source of runs; a run is a source of rounds: by what factor each of its forks is slower, in the order they run. */
export function simulateRounds(machine: Machine, seed: number): () => (forks: number) => number[] {
  return roundsOf(machine, seed).begin;
}

function roundsOf(machine: Machine, seed: number) {
  const { drift, trend = 0 } = machine;
  const { uniform, normal, between, slowness } = noiseOf(machine, seed);
  const begin = () => {
    const isSlow = slowness();
    let moment = drift * normal();
    let round = 0;
    return (forks: number): number[] => {
      const factors = Array.from(
        { length: forks },
        () => Math.exp(moment + trend * round + between()) * (isSlow() ? slowFactor : 1),
      );
      round += 1;
      moment = 0.8 * moment + 0.6 * drift * normal();
      return factors;
    };
  };
  return { uniform, begin };
}

/** What a machine adds to its forks. */
function noiseOf({ spread, slow, cluster, tails }: Machine, seed: number) {
  const random = randomStream(seed, "machine");
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  /** Student's t: a normal variable divided by the root mean square of several others. */
  const between = () => {
    if (tails === undefined) return spread * normal();
    let squares = 0;
    for (let i = 0; i < tails; i++) squares += normal() ** 2;
    return (spread * normal()) / Math.sqrt(squares / tails);
  };
  const leaves = 1 / cluster;
  const enters = slow === 0 ? 0 : (leaves * slow) / (1 - slow);
  /** Whether the next process is slow as a whole. */
  const slowness = () => {
    let isSlow = uniform() < slow;
    return () => {
      if (cluster === 1) isSlow = uniform() < slow;
      else isSlow = isSlow ? uniform() >= leaves : uniform() < enters;
      return isSlow;
    };
  };
  return { uniform, normal, between, slowness };
}
