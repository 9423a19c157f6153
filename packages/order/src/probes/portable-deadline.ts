// Write this: a timer that aborts.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-deadline",
  group: "portable",
  title: "Write this: a timer that aborts",
  question: "Does a deadline made of a timer hold the process until it is over?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  program({ mark }) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 40);
    controller.signal.addEventListener("abort", () => mark("aborted"));
    mark("body");
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
