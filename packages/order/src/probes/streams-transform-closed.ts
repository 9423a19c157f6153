// The ticks until a TransformStream has closed.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "streams-transform-closed",
  group: "streams",
  title: "The ticks until a TransformStream has closed",
  question:
    "After how many ticks is the writer of a transform told that it is closed, once its chunk is read?",
  kinds: ["module", "loaded"],
  models: ["promises"],
  cause: "stream-ticks",
  program({ mark }) {
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    const reader = readable.getReader();
    writer.write(1);
    writer.close().then(() => mark("closed"));
    reader.read();
    let chain = Promise.resolve();
    for (let tick = 1; tick <= 14; tick++) chain = chain.then(() => mark(`tick ${tick}`));
  },
  promises: [
    {
      by: "Streams",
      link: "https://streams.spec.whatwg.org/#ts-default-sink-close-algorithm",
      says: "How many ticks the closing takes follows from many steps; no sentence says it.",
      open: ["closed", "tick 6", "tick 8", "tick 9"],
    },
  ],
  claims: [
    {
      at: "oven-sh/bun#29130",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "Closing takes more ticks than in Node.",
      holds: (seen) => seen.share("tick 9", "closed") === 1,
    },
    {
      at: "denoland/deno#35844",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "deno",
      says: "Closing takes fewer ticks than in Node.",
      holds: (seen) => seen.share("closed", "tick 8") === 1,
    },
  ],
  relied: { likelihood: "rarely", why: "Tests count ticks." },
});
