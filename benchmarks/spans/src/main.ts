// The cost of spans that are not recorded: `npm run figures -w benchmarks/spans [forks]`.
//
// Fresh processes, every cell once a round in a shuffled order. `spanned` is compared with `plain`, and `again`, the
// same code as `plain`, shows what this benchmark can resolve. The threads' port uses the promises' context.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { compareCells, median } from "@byturns/statistics";

const forks = Number(process.argv[2] ?? 15);
const draw = drawFrom(1);
const step = fileURLToPath(new URL("./step.ts", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
const runtimes = {
  node: [] as string[],
  deno: ["run", "--no-prompt", `--allow-read=${root}`],
  bun: ["run", "--no-install"],
};
const variants = ["plain", "spanned", "again"] as const;

const cells = Object.entries(runtimes).flatMap(([runtime, flags]) =>
  ["promises", "fibers"].flatMap((model) =>
    variants.map((variant) => ({ runtime, flags, model, variant, nsPerStep: [] as number[] })),
  ),
);
for (let round = 0; round < forks; round++) {
  for (const cell of draw.shuffle(cells)) {
    const args = [...cell.flags, step, cell.model, cell.variant];
    const file = fileURLToPath(new URL(`../../../node_modules/.bin/${cell.runtime}`, import.meta.url));
    cell.nsPerStep.push(Number(execFileSync(file, args, { encoding: "utf8" })));
  }
}

for (const plain of cells.filter((cell) => cell.variant === "plain")) {
  for (const variant of ["again", "spanned"]) {
    const { model, runtime } = plain;
    const other = cells.find(
      (cell) => cell.model === model && cell.runtime === runtime && cell.variant === variant,
    );
    if (other === undefined) continue;
    const { ratio, verdict } = compareCells(other.nsPerStep, plain.nsPerStep);
    const extraNs = median(other.nsPerStep) - median(plain.nsPerStep);
    console.log(
      `${model} on ${runtime}: ${variant} / plain = ${ratio.estimate.toFixed(3)} ` +
        `(${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)}), ${verdict}; ${extraNs.toFixed(0)} ns of ${median(plain.nsPerStep).toFixed(0)} ns`,
    );
  }
}
