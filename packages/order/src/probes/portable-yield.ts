// Write this: await an immediate to let I/O and timers run.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-yield",
  group: "portable",
  title: "Write this: await an immediate to let I/O and timers run",
  question: "Does each await of an immediate give a turn to a timer that is due?",
  kinds: ["loaded"],
  models: ["promises"],
  async program({ mark, spin }) {
    setTimeout(() => mark("timer"), 1);
    spin(5);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    mark("after two turns");
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
