// One fork: how long calls of bounded-map take while it is warm, and after a full collection of garbage.
import { makeContext } from "@byturns/context";
import { loadModel } from "@byturns/host/models";
import { specs } from "@byturns/spec";
import { median } from "@byturns/statistics";

const [, , model = ""] = process.argv;
const warmUpMs = 600;
const calls = 10;

const { Bun, gc } = globalThis as { Bun?: { gc(force: boolean): void }; gc?: () => void };
const port = await loadModel(model);
await using opened = await port.open("bounded-map", makeContext({ threads: 2 }));
const { bench } = specs["bounded-map"].inputs;
const untilMs = performance.now() + warmUpMs;
while (performance.now() < untilMs) await opened.run(bench);

const warm = await medianMs();
if (Bun !== undefined) Bun.gc(true);
else if (gc !== undefined) gc();
else throw new Error("Garbage cannot be collected: start it with --expose-gc");
console.log((await medianMs()) / warm);

async function medianMs(): Promise<number> {
  const timesMs: number[] = [];
  for (let call = 0; call < calls; call++) {
    const startMs = performance.now();
    await opened.run(bench);
    timesMs.push(performance.now() - startMs);
  }
  return median(timesMs);
}
