// Sleep is a timer.
import { defineProbe } from "../probe.ts";
import * as html from "../texts/html.ts";

export const probe = defineProbe({
  id: "fibers-sleep-or-timer",
  group: "fibers",
  title: "Effect.sleep against setTimeout",
  question: "Does a sleeping fiber wake in the order in which timers of the same length were set?",
  kinds: ["module"],
  models: ["fibers"],
  cause: "fibers-and-timers",
  program({ mark, Effect }) {
    setTimeout(() => mark("timer before"), 10);
    Effect.runFork(
      Effect.andThen(
        Effect.sleep(10),
        Effect.sync(() => mark("fiber")),
      ),
    );
    setTimeout(() => mark("timer after"), 10);
  },
  promises: [
    {
      ...html.timersInOrder,
      says: "Among timers of one delay the earlier comes first.",
      order: ["timer before", "timer after"],
    },
    {
      by: "Effect",
      link: "https://github.com/Effect-TS/effect/blob/main/packages/effect/src/Clock.ts",
      says: "A sleep is a setTimeout of the clock's; what its fiber does next is not promised to come in the same turn.",
      open: ["fiber", "timer after"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Fibers and plain timers share one program." },
});
