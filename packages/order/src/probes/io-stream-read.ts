// The events of a readable stream.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-stream-read",
  group: "io",
  title: "The events of a readable stream",
  question:
    "Do data, end and close come in this order, each after microtasks, and never in the same turn as the reader was made?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  program({ mark, stream }) {
    const readable = stream.Readable.from(["a", "b"]);
    readable.on("data", (text) => mark(`data ${text}`));
    readable.on("end", () => mark("end"));
    readable.on("close", () => mark("close"));
    queueMicrotask(() => mark("microtask"));
    mark("body");
  },
  promises: [
    {
      by: "Node",
      says: "End comes when there is no more data, close when nothing more will be emitted.",
      link: "https://nodejs.org/api/stream.html#event-end",
      order: ["body", "data a", "data b", "end", "close"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every consumer of a stream waits for end or close." },
});
