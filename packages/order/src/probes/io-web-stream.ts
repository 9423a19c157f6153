// A stream of the web: start, pull, read and close.
import { defineProbe } from "../probe.ts";
import * as streams from "../texts/streams.ts";

export const probe = defineProbe({
  id: "io-web-stream",
  group: "io",
  title: "Start, pull and read of a web stream",
  question: "In which order are a web stream's source called and its reads settled?",
  kinds: ["module"],
  models: ["promises"],
  cause: "stream-ticks",
  async program({ mark }) {
    let pulls = 0;
    const readable = new ReadableStream(
      {
        start: () => mark("start"),
        pull: (controller) => {
          pulls++;
          mark(`pull ${pulls}`);
          if (pulls < 3) controller.enqueue(pulls);
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const reader = readable.getReader();
    mark("reader");
    reader.closed.then(() => mark("closed"));
    mark(`read ${(await reader.read()).value}`);
    mark(`read ${(await reader.read()).value}`);
    mark((await reader.read()).done ? "done" : "not done");
  },
  promises: [
    {
      ...streams.startAtOnce,
      says: "Start is called by the constructor.",
      order: ["start", "reader", "pull 1"],
    },
    {
      ...streams.pullForReads,
      says: "With a high-water mark of 0 the source is pulled once for each read.",
      order: ["reader", "pull 1", "read 1", "pull 2", "read 2", "pull 3", "done"],
    },
    {
      ...streams.closedBeforeReads,
      says: "Closing a stream resolves the closed promise of its reader first, and then the pending reads.",
      order: ["closed", "done"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Lazy sources count on not being pulled before they are read." },
});
