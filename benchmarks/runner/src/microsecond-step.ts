// One fork: a fresh process in which one tool measures a function of a microsecond, and prints the median in milliseconds.
import { measure as mitata } from "mitata/src/lib.mjs";
import { Bench } from "tinybench";
import { batch, expected, short } from "./short.ts";

// As the profile `full` has it.
const warmUpMs = 100;
const measureMs = 50;

let last: number | undefined;
/** What is returned is kept and looked at in the end, so that a compiler cannot leave the work out. */
const bodies: Readonly<Record<string, () => unknown>> = {
  value: () => {
    last = short(700);
    return last;
  },
  promise: async () => {
    last = short(700);
    return last;
  },
};

/** As many calls as ours between two readings of the clock, which take 40 to 100 ns. */
const batched = (body: () => unknown, isAsync: boolean) =>
  isAsync
    ? async () => {
        for (let i = 0; i < batch; i++) await body();
      }
    : () => {
        for (let i = 0; i < batch; i++) body();
      };

const tools: Readonly<
  Record<string, (body: () => unknown, isAsync: boolean) => Promise<number | undefined>>
> = {
  // It reads the clock before and after each call, and so its batch is a call.
  tinybench: async (body, isAsync) => {
    const bench = new Bench({ time: measureMs, warmupTime: warmUpMs, retainSamples: true });
    bench.add("body", batched(body, isAsync), { async: isAsync });
    await bench.run();
    const result = bench.tasks[0]?.result;
    return result !== undefined && "latency" in result ? result.latency.p50 / batch : undefined;
  },
  // Its own batches, of 4096, take milliseconds: a busy machine interrupts nearly every one. For as long as it measures by
  // itself: it writes a loop for each body, which in the first 50 ms is not compiled.
  mitata: async (body, isAsync) => {
    const until = performance.now() + warmUpMs;
    while (performance.now() < until) for (let i = 0; i < batch; i++) isAsync ? await body() : body();
    return (await mitata(body, { batch_samples: batch })).p50 / 1e6;
  },
};

const [, , tool = "", name = ""] = process.argv;
const body = bodies[name];
const use = tools[tool];
if (body === undefined || use === undefined) throw new RangeError(`There is no ${tool} or no ${name}`);
const medianMs = await use(body, name === "promise");
if (last !== expected) throw new Error(`The body returned ${last}, not ${expected}`);
console.log(medianMs);
