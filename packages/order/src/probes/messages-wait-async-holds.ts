// Whether a pending waiter keeps the process alive.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "messages-wait-async-holds",
  group: "messages",
  title: "A process that waits only for Atomics.waitAsync",
  question: "Does a pending waitAsync keep the process alive until its time is over?",
  kinds: ["module"],
  models: ["promises", "threads"],
  cause: "wait-async",
  program({ mark }) {
    const cells = new Int32Array(new SharedArrayBuffer(4));
    const { value } = Atomics.waitAsync(cells, 0, 0, 80);
    Promise.resolve(value).then((how) => mark(how));
    mark("body");
  },
  promises: [
    {
      by: "ECMAScript",
      link: "https://tc39.es/ecma262/#sec-atomics.waitasync",
      says: "A waiter with a time limit is resolved when the time is over; whether a process waits for it is not said.",
      open: ["timed-out"],
    },
  ],
  claims: [
    {
      at: "nodejs/node#61982",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "A pending Atomics.waitAsync does not hold the event loop.",
      holds: (seen) => seen.came("timed-out") === 0,
    },
    {
      at: "denoland/deno#14786",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "A pending Atomics.waitAsync does not hold the event loop.",
      holds: (seen) => seen.came("timed-out") === 0,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "A program that waits for a thread in this way only ends early, silently.",
  },
});
