// The losers of Promise.race, the same everywhere.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-race-goes-on",
  group: "ticks",
  title: "The losers of Promise.race, the same everywhere",
  question: "Does the work that lost a race go on?",
  kinds: ["module"],
  models: ["promises"],
  async program({ mark }) {
    const work = async (name: string, ms: number) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      mark(name);
    };
    await Promise.race([work("quick", 5), work("slow", 40)]);
    mark("race over");
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
