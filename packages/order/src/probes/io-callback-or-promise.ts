// The two faces of one call.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-callback-or-promise",
  group: "io",
  title: "Callbacks and promises of the file system",
  question: "Do the callback and the promise version of a call keep the order in which they were made?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  async program({ mark, fs }) {
    const first = new Promise<void>((resolve) =>
      fs.stat(".", () => {
        mark("callback");
        resolve();
      }),
    );
    await first;
    await fs.promises.stat(".").then(() => mark("promise"));
    fs.statSync(".");
    mark("synchronous");
  },
  promises: [
    {
      ...node.fsCallsAwaited,
      says: "Calls made one after the other, each awaited, come in that order; unawaited ones do not.",
      order: ["callback", "promise", "synchronous"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "It is the rule that the documentation gives for files." },
});
