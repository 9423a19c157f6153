// The rule of the verdicts, and the candidates it was chosen from. Each decides whether two cells are called different,
// and gives its 95 % interval of the ratio.
import { compareCells, median, pairwiseRatio, ratioOfMedians } from "@byturns/statistics";
import { randomStream } from "@byturns/statistics/tests/resampling";
import { quantileSorted } from "d3-array";
import { errorFunction, probit } from "simple-statistics";

interface Judgment {
  readonly different: boolean;
  readonly low: number;
  readonly high: number;
}

export type Rule = (a: readonly number[], b: readonly number[]) => Judgment;

const band = 1.03;
const resamples = 1_000;
const random = randomStream(1, "rules");
const draw = (below: number) => Math.floor(((random.next() >>> 0) / 2 ** 32) * below);
const sorted = (values: readonly number[]) => [...values].sort((one, other) => one - other);
const at = (values: readonly number[], share: number) => quantileSorted(values as number[], share) as number;

function outsideTheBand({ low, high }: { readonly low: number; readonly high: number }): Judgment {
  return { different: low > band || high < 1 / band, low, high };
}

/** For values in ascending order. */
type Location = (values: readonly number[]) => number;

const middle: Location = (values) => at(values, 0.5);

const lowerHalf: Location = (values) => middle(values.slice(0, Math.ceil(values.length / 2)));

const trimmedMean: Location = (values) => {
  const cut = Math.floor(values.length * 0.2);
  return meanOf(values.slice(cut, values.length - cut));
};

/** The mean of the values within 15 % of the median, which excludes processes that are slow as a whole, at 1.6. */
const knownMode: Location = (values) => {
  const typical = middle(values);
  return meanOf(values.filter((value) => value < typical * 1.15 && value > typical / 1.15));
};

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function resample(values: readonly number[]): number[] {
  return sorted(values.map(() => values[draw(values.length)] as number));
}

function bootstrapped(locate: Location): Rule {
  return (a, b) => {
    const ratios = sorted(Array.from({ length: resamples }, () => locate(resample(a)) / locate(resample(b))));
    return outsideTheBand({ low: at(ratios, 0.025), high: at(ratios, 0.975) });
  };
}

/** Whole rounds are resampled, so that what the forks of a round share cancels out. */
function byRounds(locate: Location): Rule {
  return (a, b) => {
    const ratios = sorted(
      Array.from({ length: resamples }, () => {
        const rounds = a.map(() => draw(a.length));
        const of = (cell: readonly number[]) => locate(sorted(rounds.map((round) => cell[round] as number)));
        return of(a) / of(b);
      }),
    );
    return outsideTheBand({ low: at(ratios, 0.025), high: at(ratios, 0.975) });
  };
}

/** Efron's (1987) bias-corrected and accelerated interval of the ratio of medians. */
const accelerated: Rule = (a, b) => {
  const estimate = median(a) / median(b);
  const ratios = sorted(Array.from({ length: resamples }, () => middle(resample(a)) / middle(resample(b))));
  const without = (values: readonly number[], i: number) => median(values.toSpliced(i, 1));
  const jackknife = [
    ...a.map((_, i) => Math.log(without(a, i) / median(b))),
    ...b.map((_, i) => Math.log(median(a) / without(b, i))),
  ];
  const center = meanOf(jackknife);
  const squares = jackknife.reduce((sum, value) => sum + (center - value) ** 2, 0);
  const cubes = jackknife.reduce((sum, value) => sum + (center - value) ** 3, 0);
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const below = ratios.filter((ratio) => ratio < estimate).length;
  const ties = ratios.filter((ratio) => ratio === estimate).length;
  const bias = probit((below + ties / 2) / resamples);
  const end = (z: number) => {
    const moved = bias + (bias + z) / (1 - acceleration * (bias + z));
    return at(ratios, 0.5 + 0.5 * errorFunction(moved / Math.SQRT2));
  };
  return outsideTheBand({ low: end(-1.96), high: end(1.96) });
};

const adopted: Rule = (a, b) => {
  const { ratio, verdict } = compareCells(a, b);
  return { different: verdict === "different", low: ratio.low, high: ratio.high };
};

const pairwiseAtOnePercent: Rule = (a, b) => {
  const { ratio, verdict } = compareCells(a, b, { estimator: "pairwise" });
  return { different: verdict === "different", low: ratio.low, high: ratio.high };
};

const mediansAtOnePercent: Rule = (a, b) => {
  const { ratio, verdict } = compareCells(a, b, { estimator: "medians", resamples });
  return { different: verdict === "different", low: ratio.low, high: ratio.high };
};

/** By name; the first is the baseline, the last the one that was adopted. */
export const rules: Readonly<Record<string, Rule>> = {
  "ratio of medians": (a, b) => outsideTheBand(ratioOfMedians(a, b, { resamples })),
  "the same, BCa": accelerated,
  "by rounds": byRounds(middle),
  "lower half's median": bootstrapped(lowerHalf),
  "trimmed mean": bootstrapped(trimmedMean),
  "mean of the mode": bootstrapped(knownMode),
  "mode by rounds": byRounds(knownMode),
  "pairwise ratios": (a, b) => outsideTheBand(pairwiseRatio(a, b)),
  "medians, test at 1 %": mediansAtOnePercent,
  "pairwise, test at 1 %": pairwiseAtOnePercent,
  "lower half, at 1 %": adopted,
};
