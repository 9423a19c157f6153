// How the forks of one cell may be distributed, on a machine that treats all alike: with one mode, and with two.
import { randomStream } from "@byturns/statistics/tests/resampling";

/** Draws the logarithms of so many forks' figures, in the order of their rounds. */
export type Shape = (forks: number) => number[];

const random = randomStream(1, "shapes");
const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const exponential = () => -Math.log(uniform());
/** Student's t with 2 degrees of freedom. */
const heavy = () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2) / 2);

const each =
  (draw: () => number): Shape =>
  (forks) =>
    Array.from({ length: forks }, draw);

/** Not two modes: noise, tails, and a machine that changes. */
export const oneMode: Readonly<Record<string, Shape>> = {
  "normal, 2 %": each(() => 0.02 * normal()),
  "normal, 16 %": each(() => 0.16 * normal()),
  "normal, 30 %": each(() => 0.3 * normal()),
  "uniform, a factor of 1.6": each(() => Math.log(1.6) * uniform()),
  "uniform, a factor of 3": each(() => Math.log(3) * uniform()),
  "skewed: 1 + 0.3 × exponential": each(() => Math.log(1 + 0.3 * exponential()) + 0.013 * normal()),
  "skewed: 1 + exponential": each(() => Math.log(1 + exponential()) + 0.013 * normal()),
  "skewed: 1 + 0.2 × lognormal": each(() => Math.log(1 + 0.2 * Math.exp(normal()))),
  "skewed: Pareto with exponent 3": each(() => exponential() / 3),
  "heavy tails: t(2), 2 %": each(() => 0.016 * heavy()),
  "heavy tails: t(2), 10 %": each(() => 0.1 * heavy()),
  "outliers, 5 in 100": each(() => 0.016 * normal() + (uniform() < 0.05 ? exponential() : 0)),
  "outliers, 15 in 100": each(() => 0.016 * normal() + (uniform() < 0.15 ? exponential() : 0)),
  "slower by 1.6 in the second half": (forks) =>
    Array.from({ length: forks }, (_, i) => 0.016 * normal() + (2 * i < forks ? 0 : Math.log(1.6))),
  "slower by 2 % a round": (forks) => Array.from({ length: forks }, (_, i) => 0.016 * normal() + 0.02 * i),
};

/** Two modes: a ratio, the share of forks in the upper one, and the noise of each. */
export const twoModes: readonly {
  readonly ratio: number;
  readonly share: number;
  readonly noise: number;
  readonly shape: Shape;
}[] = [1.3, 1.6, 3].flatMap((ratio) =>
  [0.15, 0.3, 0.5, 0.8].flatMap((share) =>
    [0.016, 0.05].map((noise) => ({
      ratio,
      share,
      noise,
      shape: each(() => noise * normal() + (uniform() < share ? Math.log(ratio) : 0)),
    })),
  ),
);
