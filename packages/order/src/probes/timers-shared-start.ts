// Two timers that are made to be due together, by the field that renderers write to batch their work.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "timers-shared-start",
  group: "timers",
  title: "Two timers given one start",
  question: "Does a timer whose _idleStart is set to another's fire with it, before the other's immediate?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "immediate-or-timer",
  program({ mark, spin }) {
    const first = setTimeout(() => {
      mark("first timer");
      setImmediate(() => mark("immediate"));
    }, 20);
    spin(40); // By itself the second would be due 20 ms from here.
    const second = setTimeout(() => mark("second timer"), 20);
    Object.assign(second, { _idleStart: Reflect.get(first, "_idleStart") });
  },
  promises: [],
  claims: [
    {
      at: "oven-sh/bun#26508",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "An immediate of the first timer runs before the second, though both were given one start.",
      holds: (seen) => seen.share("immediate", "second timer") > 0,
    },
  ],
  relied: { likelihood: "rarely", why: "A framework's renderer splits its phases so." },
});
