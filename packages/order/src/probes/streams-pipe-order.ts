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
      ...streams.startAtOnce,
      says: "start is called while the stream is made.",
      order: ["chunk 1", "done"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Chunks are parts of one text." },
});
