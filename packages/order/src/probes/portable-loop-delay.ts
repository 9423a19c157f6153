// Write this: measure the loop delay with a timer.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-loop-delay",
  group: "portable",
  title: "Write this: measure the loop delay with a timer",
  question: "Does a timer of one's own see that the loop was blocked?",
  kinds: ["loaded"],
  models: ["promises"],
  program({ mark, spin }) {
    let last = performance.now();
    let worst = 0;
    const sampler = setInterval(() => {
      const now = performance.now();
      worst = Math.max(worst, now - last);
      last = now;
    }, 5);
    setTimeout(() => spin(60), 20);
    setTimeout(() => {
      clearInterval(sampler);
      mark(worst > 40 ? "sees it" : "does not see it");
    }, 150);
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
