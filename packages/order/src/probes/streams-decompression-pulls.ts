// Pulls of a source behind DecompressionStream.
import { defineProbe } from "../probe.ts";
import * as streams from "../texts/streams.ts";
import * as web from "../texts/web.ts";

export const probe = defineProbe({
  id: "streams-decompression-pulls",
  group: "streams",
  title: "Pulls of a source behind DecompressionStream",
  question: "How often is the source pulled before anything is read?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  cause: "stream-backpressure",
  program({ mark }) {
    // The beginning of a gzip file, a byte at a time: nothing comes out of it yet.
    const header = [31, 139, 8, 0, 0, 0, 0, 0];
    let pulls = 0;
    const source = new ReadableStream(
      {
        pull(controller) {
          if (pulls === header.length) return new Promise(() => {});
          controller.enqueue(new Uint8Array([header[pulls++] as number]));
        },
      },
      { highWaterMark: 0 },
    );
    source.pipeThrough(new DecompressionStream("gzip"));
    setTimeout(() => mark(pulls < header.length ? `pulled ${pulls}` : "pulled 8 or more"), 50);
  },
  promises: [
    {
      ...web.decompressionSetUp,
      says: "It is a transform that is set up with the defaults of the Streams standard.",
      always: ["pulled 1"],
    },
    {
      ...streams.transformSetUpHighWaterMark,
      says: "By default the readable side has a high-water mark of 0, so that one chunk waits on the writable side.",
      always: ["pulled 1"],
    },
    {
      ...streams.pipeHeedsBackpressure,
      says: "One chunk fills the writable side, and then the pipe reads no other.",
      never: ["pulled 2", "pulled 8 or more"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#42044",
      state: "open",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "The source is pulled more than once before anything is read.",
      holds: (seen) => seen.came("pulled 1") === 0,
    },
  ],
  relied: {
    likelihood: "sometimes",
    why: "A source that is pulled without end is read into memory before anybody asks for it.",
  },
});
