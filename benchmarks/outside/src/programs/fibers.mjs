// What Effect's own benchmark of fibers measures, written from its description: `forEach-bounded`, 10,000 items mapped
// with at most 16 at once, each of which yields once; `fork-fanout-join-all`, 10,000 fibers forked and then joined.
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";

const count = 10_000;
const items = Array.from({ length: count }, (_, i) => i);
const one = (item) =>
  Effect.andThen(
    Effect.yieldNow,
    Effect.sync(() => item + 1),
  );
const workloads = {
  "forEach-bounded": Effect.forEach(items, one, { concurrency: 16 }),
  "fork-fanout-join-all": Effect.flatMap(
    Effect.forEach(items, (item) => Effect.forkChild(Effect.sync(() => item))),
    Fiber.joinAll,
  ),
};
const program = workloads[process.argv[2]];

const timesNs = [];
const startMs = performance.now();
// Warm-up, then calls that are timed.
while (performance.now() < startMs + 200) await Effect.runPromise(program);
while (performance.now() < startMs + 600 || timesNs.length < 3) {
  const beganMs = performance.now();
  await Effect.runPromise(program);
  timesNs.push((performance.now() - beganMs) * 1e6);
}
timesNs.sort((a, b) => a - b);
console.log(JSON.stringify({ medianNs: timesNs[timesNs.length >> 1] }));
