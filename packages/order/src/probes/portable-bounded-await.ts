// Write this: race a top-level await with a deadline.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "portable-bounded-await",
  group: "portable",
  title: "Write this: race a top-level await with a deadline",
  question: "Does a module go on when what it awaits never settles?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  async program({ mark }) {
    const deadline = new Promise((resolve) => setTimeout(resolve, 40, "deadline"));
    mark(String(await Promise.race([new Promise(() => {}), deadline])));
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "It does the same under all runtimes." },
});
