// The runner inside the host against tinybench and mitata: `npm run figures -w benchmarks/runner [forks]`.
//
// Takes about 4 minutes. Fresh processes, every tool on every body in every runtime once a round, in a shuffled order.
// The bound is 5 %.
import { fileURLToPath } from "node:url";
import { drawFrom } from "@byturns/lab/plan/shuffle";
import { compareCells, median } from "@byturns/statistics";
import { bodies } from "./bodies.ts";
import { printedBy, runtimes } from "./runtimes.ts";

const forks = Number(process.argv[2] ?? 18);
const bound = 0.05;
const draw = drawFrom(1);
const step = fileURLToPath(new URL("./step.ts", import.meta.url));
const tools = ["ours", "tinybench", "mitata"] as const;

const cells = runtimes.flatMap((runtime) =>
  Object.keys(bodies).flatMap((body) =>
    tools.map((tool) => ({ runtime, body, tool, medianMs: [] as number[] })),
  ),
);
for (let round = 0; round < forks; round++) {
  for (const cell of draw.shuffle(cells)) {
    const printed = printedBy(cell.runtime, step, [cell.tool, cell.body]);
    cell.medianMs.push(Number(printed));
  }
}

const compared = cells
  .filter(({ tool }) => tool === "ours")
  .flatMap((ours) =>
    ["tinybench", "mitata"].flatMap((tool) => {
      const other = cells.find(
        (cell) => cell.tool === tool && cell.body === ours.body && cell.runtime === ours.runtime,
      );
      return other === undefined ? [] : [{ ours, tool, ...compareCells(ours.medianMs, other.medianMs) }];
    }),
  );
const isWithin = (ratio: number) => Math.abs(ratio - 1) <= bound;
for (const { ours, tool, ratio } of compared) {
  console.log(
    `${ours.body} on ${ours.runtime}: ours / ${tool} = ${ratio.estimate.toFixed(3)} ` +
      `(${ratio.low.toFixed(3)} to ${ratio.high.toFixed(3)}) at ${(median(ours.medianMs) * 1_000).toFixed(1)} µs` +
      `${isWithin(ratio.estimate) ? "" : ", outside of 5 %"}`,
  );
}
const [within, surely] = [
  compared.filter(({ ratio }) => isWithin(ratio.estimate)).length,
  compared.filter(({ ratio }) => isWithin(ratio.low) && isWithin(ratio.high)).length,
];
const isMet = within === compared.length;
console.log(
  `${isMet ? "met     " : "NOT MET "} the runner against tinybench and mitata: asked ${compared.length} of ${compared.length} within ${bound * 100} %, ` +
    `measured ${within} of ${compared.length}, of which ${surely} with their whole 95 % interval; ${forks} forks each`,
);
if (!isMet) process.exitCode = 1;
