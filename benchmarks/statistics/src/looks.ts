// The power of a sequential plan, its false alarms, whether its intervals hold the true ratio where it stopped, and how
// many forks it takes, on simulated machines: `npm run looks -w benchmarks/statistics`, or `node src/looks.ts
// [trials]`.
import {
  compareCells,
  compareInLooks,
  looksUpTo,
  type SequentialDesign,
  sequentialDesign,
} from "@byturns/statistics";
import { type Machine, machines, simulate } from "./machines.ts";

const trials = Number(process.argv[2] ?? 500);
const slowdowns = [0, 0.01, 0.02, 0.03, 0.05, 0.1];
const designs: Readonly<Record<string, SequentialDesign>> = {
  quick: sequentialDesign(looksUpTo(6, 22, 1.2)),
  full: sequentialDesign(looksUpTo(8, 48), { stopsAtClose: false }),
};

interface Count {
  different: number;
  equivalent: number;
  close: number;
  held: number;
  forks: number;
  /** With a fixed number of forks, that of the last look. */
  fixed: number;
}

for (const [name, design] of Object.entries(designs)) {
  console.log(
    `\n${name}: looks after ${design.looks.join(", ")} forks, p <= ${design.level.toFixed(5)} each; ${trials} comparisons a figure, in %`,
  );
  const byLook = design.looks.map(() => ({ held: 0, all: 0 }));
  let [heldOfAll, all] = [0, 0];
  for (const machine of machines) {
    const counts = slowdowns.map((slowdown, i) => simulateMany(machine, design, slowdown, i + 1, byLook));
    const line = (title: string, of: (count: Count) => number) =>
      `  ${title.padEnd(28)}${counts.map((count) => of(count).toFixed(1).padStart(7)).join("")}`;
    const percent = (count: number) => (100 * count) / trials;
    const held = counts.reduce((sum, count) => sum + count.held, 0);
    heldOfAll += held;
    all += trials * slowdowns.length;
    console.log(
      `${machine.name}${" ".repeat(30 - machine.name.length)}${slowdowns.map((one) => `${100 * one} %`.padStart(7)).join("")}`,
    );
    console.log(line("different", ({ different }) => percent(different)));
    console.log(line("different, all forks at once", ({ fixed }) => percent(fixed)));
    console.log(line("equivalent", ({ equivalent }) => percent(equivalent)));
    console.log(line("close", ({ close }) => percent(close)));
    console.log(line("interval held", ({ held }) => percent(held)));
    console.log(line("forks a cell", ({ forks }) => forks / trials));
    console.log(`  held in all: ${(percent(held) / slowdowns.length).toFixed(1)}`);
    const falseAlarms = percent(counts[0]?.different ?? 0);
    if (machine.name !== "a bad day" && falseAlarms > 1) {
      process.exitCode = 1;
      console.log(`  NOT MET: ${falseAlarms.toFixed(1)} % of equal cells called different`);
    }
  }
  console.log(
    `held in all: ${((100 * heldOfAll) / all).toFixed(2)} %; by look: ${byLook.map(({ held, all }) => `${((100 * held) / all).toFixed(1)} of ${all}`).join(", ")}`,
  );
}

function simulateMany(
  machine: Machine,
  design: SequentialDesign,
  slowdown: number,
  seed: number,
  byLook: { held: number; all: number }[],
): Count {
  const count: Count = { different: 0, equivalent: 0, close: 0, held: 0, forks: 0, fixed: 0 };
  const measure = simulate(machine, seed);
  const truth = 1 + slowdown;
  for (let trial = 0; trial < trials; trial++) {
    const { slower, base } = measure(truth, design.looks.at(-1) as number);
    const rounds = slower.map((a, i) => ({ a, b: base[i] }));
    const { verdict, ratio, rounds: forks } = compareInLooks(rounds, design);
    const rightWay = slowdown === 0 || ratio.estimate > 1;
    if (verdict === "different" && rightWay) count.different += 1;
    if (verdict === "equivalent") count.equivalent += 1;
    if (verdict === "close") count.close += 1;
    const held = Number(ratio.low <= truth && ratio.high >= truth);
    count.held += held;
    count.forks += forks;
    const look = byLook[design.looks.indexOf(forks)];
    if (look !== undefined) {
      look.held += held;
      look.all += 1;
    }
    if (compareCells(slower, base).verdict === "different") count.fixed += 1;
  }
  return count;
}
