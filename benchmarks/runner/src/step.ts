// One fork: a fresh process in which one tool measures one body, and prints the median in milliseconds.
import { measure } from "@byturns/host/measure";
import { Outputs } from "@byturns/host/outputs";
import { measure as mitata } from "mitata/src/lib.mjs";
import { Bench } from "tinybench";
import { bodies } from "./bodies.ts";

// Processes differ more from one another than the samples of one do, so many short ones are best.
const warmUpMs = 100;
const measureMs = 200;

const tools: Readonly<Record<string, (body: () => Promise<unknown>) => Promise<number | undefined>>> = {
  ours: async (run) => {
    const how = { batch: 1, warmUpMs, measureMs };
    return (await measure({ run }, undefined, how, new Outputs(), { collectGarbage: () => {} })).wall
      .medianMs;
  },
  tinybench: async (body) => {
    const bench = new Bench({ time: measureMs, warmupTime: warmUpMs, retainSamples: true });
    bench.add("body", body, { async: true });
    await bench.run();
    const result = bench.tasks[0]?.result;
    return result !== undefined && "latency" in result ? result.latency.p50 : undefined;
  },
  mitata: async (body) => {
    // Its own warm-up is shorter than ours and cannot be set in milliseconds, so the body is warmed up before.
    const until = performance.now() + warmUpMs;
    while (performance.now() < until) await body();
    return (await mitata(body, { batch_threshold: -1, min_cpu_time: measureMs * 1e6 })).p50 / 1e6;
  },
};

const [, , tool = "", name = ""] = process.argv;
const body = bodies[name];
const use = tools[tool];
if (body === undefined || use === undefined) throw new RangeError(`There is no ${tool} or no ${name}`);
console.log(await use(body));
