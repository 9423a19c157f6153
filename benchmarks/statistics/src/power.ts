// How often each rule calls equal cells different, and how often it finds a known slowdown:
// `npm run figures -w benchmarks/statistics`, or `node src/power.ts [trials] [forks] [rule…]`.
import { type Machine, machines, simulate } from "./machines.ts";
import { rules as allRules, type Rule } from "./rules.ts";

const trials = Number(process.argv[2] ?? 200);
const forks = Number(process.argv[3] ?? 15);
const wanted = process.argv.slice(4);
const rules = Object.fromEntries(
  Object.entries(allRules).filter(([name]) => wanted.length === 0 || wanted.includes(name)),
);
const slowdowns = [0, 0.02, 0.05, 0.1];

console.log(
  `${forks} forks a cell, ${trials} comparisons a figure; called different, in %, and found in the right`,
);
console.log("direction where there is a slowdown; held: how many 95 % intervals held the true ratio\n");
for (const machine of machines) {
  console.log(`${machine.name}: ${describe(machine)}`);
  console.log(
    `  ${"rule".padEnd(22)}${["A/A", "2 %", "5 %", "10 %", "held"].map((title) => title.padStart(7)).join("")}`,
  );
  const rates = Object.fromEntries(
    Object.keys(rules).map((name) => [name, { found: [0, 0, 0, 0], held: 0 }]),
  );
  slowdowns.forEach((slowdown, i) => {
    const measure = simulate(machine, i + 1);
    for (let trial = 0; trial < trials; trial++) {
      const { slower, base } = measure(1 + slowdown, forks);
      for (const [name, rule] of Object.entries(rules)) {
        const seen = rates[name];
        if (seen === undefined) continue;
        const { different, held } = judge(rule, slower, base, 1 + slowdown);
        seen.found[i] = (seen.found[i] ?? 0) + different;
        seen.held += held;
      }
    }
  });
  for (const [name, { found, held }] of Object.entries(rates)) {
    const percent = [...found.map((count) => count / trials), held / trials / slowdowns.length];
    console.log(
      `  ${name.padEnd(22)}${percent.map((share) => (share * 100).toFixed(1).padStart(7)).join("")}`,
    );
  }
  console.log("");
}

function judge(rule: Rule, slower: readonly number[], base: readonly number[], ratio: number) {
  const { different, low, high } = rule(slower, base);
  const rightWay = ratio === 1 || low + high > 2;
  return { different: Number(different && rightWay), held: Number(low <= ratio && high >= ratio) };
}

function describe({ spread, slow, cluster, drift, cells }: Machine): string {
  const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
  return [
    `${percent(spread)} between processes`,
    slow === 0 ? "none slow" : `${percent(slow)} slow, ${cluster === 1 ? "alone" : `${cluster} in a row`}`,
    ...(drift === 0 ? [] : [`${percent(drift)} drift`]),
    `${cells} cells a round`,
  ].join(", ");
}
