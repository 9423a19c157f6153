// Pulls of a source behind TransformStream.
import { defineProbe } from "../probe.ts";
import * as streams from "../texts/streams.ts";

export const probe = defineProbe({
  id: "streams-transform-pulls",
  group: "streams",
  title: "Pulls of a source behind an identity TransformStream",
  question: "How often is the source pulled before anything is read?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  cause: "stream-backpressure",
  program({ mark }) {
    let pulls = 0;
    const source = new ReadableStream(
      {
        pull(controller) {
          pulls++;
          controller.enqueue(pulls);
        },
      },
      { highWaterMark: 0 },
    );
    source.pipeThrough(new TransformStream());
    setTimeout(() => mark(`pulled ${pulls}`), 50);
  },
  promises: [
    {
      ...streams.pipeHeedsBackpressure,
      says: "One chunk fills the writable side, and then the pipe reads no other.",
      never: ["pulled 2"],
    },
    {
      ...streams.pipeNotDelayed,
      says: "The first read should not wait until somebody reads behind the transform; the standard asks for it and does not require it.",
      open: ["pulled 0", "pulled 1"],
    },
  ],
  claims: [],
  relied: { likelihood: "rarely", why: "Lazy sources count on not being pulled before they are read." },
});
