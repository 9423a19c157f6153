// What a full collection of garbage does to code that is warm: `npm run collection -w benchmarks/runner [rounds]`.
//
// It is why the host collects before the warm-up and not after it. Prints, for each runtime and model, how many times as
// long ten calls take after a collection as ten before it: the median of the rounds, each a fresh process, and both ends.
import { fileURLToPath } from "node:url";
import { median } from "@byturns/statistics";
import { printedBy, runtimes } from "./runtimes.ts";

const rounds = Number(process.argv[2] ?? 5);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new RangeError("Write: node src/collection.ts [rounds >= 1]");
const step = fileURLToPath(new URL("./collection-step.ts", import.meta.url));
for (const runtime of runtimes) {
  for (const model of ["promises", "fibers"]) {
    const times = Array.from({ length: rounds }, () =>
      Number(printedBy(runtime, step, [model], { collects: true })),
    );
    const [middle, low, high] = [median(times), Math.min(...times), Math.max(...times)];
    console.log(
      `${runtime}, ${model}: ${middle.toFixed(2)} times as long after a collection (${low.toFixed(2)} to ${high.toFixed(2)})`,
    );
  }
}
