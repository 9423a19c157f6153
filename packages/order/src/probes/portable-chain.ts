// Write this: an immediate that sets the timer.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-chain",
  group: "portable",
  title: "Write this: an immediate that sets the timer",
  question: "Does a timer that an immediate sets come after it, from any callback?",
  kinds: ["module", "loaded", "commonjs"],
  models: ["promises"],
  program({ mark, fs }) {
    fs.stat(".", () => {
      setImmediate(() => {
        mark("immediate");
        setTimeout(() => mark("timer"), 0);
      });
    });
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
