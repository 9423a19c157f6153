// A wait on shared memory without holding the thread.
import { defineProbe } from "../probe.ts";
import * as ecmascript from "../texts/ecmascript.ts";

export const probe = defineProbe({
  id: "messages-wait-async",
  group: "messages",
  title: "Atomics.waitAsync, notified by the same thread",
  question: "When does a notified waiter go on, compared with microtasks and timers?",
  kinds: ["module"],
  models: ["promises", "threads"],
  cause: "wait-async",
  program({ mark }) {
    const cells = new Int32Array(new SharedArrayBuffer(4));
    const { value } = Atomics.waitAsync(cells, 0, 0);
    Promise.resolve(value).then(() => mark("woken"));
    const hold = setTimeout(() => mark("timer"), 300);
    setTimeout(() => {
      Atomics.notify(cells, 0);
      queueMicrotask(() => mark("microtask"));
      mark("notified");
      setTimeout(() => clearTimeout(hold), 100);
    }, 1);
  },
  promises: [
    {
      ...ecmascript.notifyResolvesInAgent,
      says: "A waiter's promise is resolved by a job for its agent.",
      order: ["notified", "woken"],
    },
    {
      ...ecmascript.jobsMayDifferInPriority,
      says: "When the host runs that job, compared with other jobs, is not said.",
      open: ["woken", "microtask"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Locks over shared memory that do not hold the thread." },
});
