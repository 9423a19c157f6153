// The others after Promise.all has failed, the same everywhere.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "ticks-all-goes-on",
  group: "ticks",
  title: "The others after Promise.all has failed, the same everywhere",
  question: "Does the other work go on when one of all has failed?",
  kinds: ["module"],
  models: ["promises"],
  async program({ mark }) {
    const work = async (name: string, ms: number) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      mark(name);
    };
    const failing = (async () => {
      await null;
      throw new Error("failed");
    })();
    await Promise.all([failing, work("other", 20)]).catch(() => mark("failed"));
  },
  promises: [],
  claims: [],
  relied: { likelihood: "often", why: "Every program does it." },
});
