// How often a trend reports a shift that is not there, and how often it finds one that is: `npm run shifts -w
// benchmarks/statistics`, or `node src/shifts.ts [series without a shift] [series with one]`. Runs vary by 2 % around their level.
import { type ChangePoint, changePoints } from "@byturns/statistics";
import { randomStream } from "@byturns/statistics/tests/resampling";

const trials = Number(process.argv[2] ?? 2_000);
const shiftedTrials = Number(process.argv[3] ?? 1_000);
const spread = 0.02;

const rows: readonly (readonly [before: number, after: number, factor: number])[] = [
  [10, 0, 1],
  [30, 0, 1],
  [60, 0, 1],
  [10, 4, 1.1],
  [20, 10, 1.05],
  [7, 3, 1.1],
  [10, 3, 1.1],
  [20, 3, 1.1],
];

console.log("| runs before | after | shift, in % | reported, in % |\n|--:|--:|--:|--:|");
for (const [before, after, factor] of rows) {
  // A stream of its own, so that a row does not depend on those above it.
  const random = randomStream(1, `shifts ${before} ${after}`);
  const uniform = () => ((random.next() >>> 0) + 0.5) / 2 ** 32;
  /** A draw of the normal distribution (Box and Muller 1958). */
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const times = after === 0 ? trials : shiftedTrials;
  let reported = 0;
  for (let i = 0; i < times; i++) {
    const series = Array.from(
      { length: before + after },
      (_, i) => (i < before ? 1 : factor) * (1 + spread * normal()),
    );
    // A shift that is there counts at its place, or one beside it.
    const counts = ({ at }: ChangePoint) => after === 0 || Math.abs(at - before) <= 1;
    if (changePoints(series.map(Math.log), { seed: i + 1 }).some(counts)) reported += 1;
  }
  const shift = Math.round(100 * (factor - 1));
  console.log(`| ${before} | ${after} | ${shift} | ${((100 * reported) / times).toFixed(1)} |`);
}
