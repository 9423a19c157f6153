// The events of a readable stream.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-stream-read",
  group: "io",
  title: "The events of a readable stream",
  question:
    "Do data, end and close come in this order, each after microtasks, and never in the same turn as the reader was made?",
  kinds: ["loaded", "commonjs"],
  models: ["promises", "fibers"],
  cause: "close-events",
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
      ...node.streamEnd,
      says: "End comes when there is no more data.",
      order: ["body", "data a", "data b", "end"],
    },
    {
      ...node.streamClose,
      says: "After close nothing is emitted.",
      order: ["end", "close"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Every consumer of a stream waits for end or close." },
});
