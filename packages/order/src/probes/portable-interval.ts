// Write this: a chain of timers that counts from the start.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-interval",
  group: "portable",
  title: "Write this: a chain of timers that counts from the start",
  question: "Does a chain of timers beat every 20 ms, whatever its callback takes?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  program({ mark, spin }) {
    const pauses: number[] = [];
    let endedAt = 0;
    let due = performance.now() + 20;
    const beat = () => {
      if (endedAt > 0) pauses.push(performance.now() - endedAt);
      spin(12);
      endedAt = performance.now();
      if (pauses.length < 7) {
        due += 20;
        setTimeout(beat, due - endedAt);
        return;
      }
      pauses.sort((a, b) => a - b);
      mark((pauses[0] ?? 0) < 15 ? "counts from the start" : "counts from the end");
    };
    setTimeout(beat, 20);
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
