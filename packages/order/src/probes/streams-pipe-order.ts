// Chunks through a TransformStream.
import { defineProbe } from "../probe.ts";
import * as streams from "../texts/streams.ts";

export const probe = defineProbe({
  id: "streams-pipe-order",
  group: "streams",
  title: "Chunks through a TransformStream",
  question: "Do chunks keep their order through a transform, with flush last?",
  kinds: ["module"],
  models: ["promises"],
  async program({ mark }) {
    const transform = new TransformStream<number, string>({
      transform(chunk, controller) {
        controller.enqueue(`chunk ${chunk}`);
      },
      flush(controller) {
        controller.enqueue("flush");
      },
    });
    const source = new ReadableStream<number>({
      start(controller) {
        for (const n of [1, 2, 3]) controller.enqueue(n);
        controller.close();
      },
    });
    for await (const text of source.pipeThrough(transform)) mark(text);
    mark("done");
  },
  promises: [
    {
      ...streams.transformsInOrder,
      says: "A chunk is transformed after the one before it, and flush is called after all of them.",
      order: ["chunk 1", "chunk 2", "chunk 3", "flush"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Chunks are parts of one text." },
});
