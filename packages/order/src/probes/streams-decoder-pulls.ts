// Pulls of a source behind TextDecoderStream.
import { defineProbe } from "../probe.ts";
import * as streams from "../texts/streams.ts";
import * as web from "../texts/web.ts";

export const probe = defineProbe({
  id: "streams-decoder-pulls",
  group: "streams",
  title: "Pulls of a source behind TextDecoderStream",
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
          controller.enqueue(new Uint8Array([104]));
        },
      },
      { highWaterMark: 0 },
    );
    source.pipeThrough(new TextDecoderStream());
    setTimeout(() => mark(`pulled ${pulls}`), 30);
  },
  promises: [
    {
      ...web.decoderSetUp,
      says: "It is a transform that is set up with the defaults of the Streams standard.",
      always: ["pulled 1"],
    },
    {
      ...streams.pipeHeedsBackpressure,
      says: "One chunk fills the writable side, and then the pipe reads no other.",
      never: ["pulled 2"],
    },
    {
      ...streams.transformSetUpHighWaterMark,
      says: "By default the readable side has a high-water mark of 0, so that one chunk waits on the writable side.",
      always: ["pulled 1"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#42044",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The source is pulled twice before anything is read.",
      holds: (seen) => seen.came("pulled 2") === 1,
    },
  ],
  relied: { likelihood: "rarely", why: "Lazy sources count on not being pulled before they are read." },
});
