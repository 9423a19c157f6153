// A stream of the web: start, pull, read and close.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-web-stream",
  group: "io",
  title: "Start, pull and read of a web stream",
  question: "In which order are a web stream's source called and its reads settled?",
  kinds: ["module"],
  models: ["promises"],
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
      by: "Streams",
      says: "Start is called by the constructor; with a high-water mark of 0 pull is called for each read; a read settles when its chunk is enqueued.",
      link: "https://streams.spec.whatwg.org/#rs-model",
      order: ["start", "reader", "pull 1", "read 1", "pull 2", "read 2", "pull 3", "done"],
    },
    {
      by: "Streams",
      says: "Closing a stream resolves the reader's closed promise, and then its pending reads.",
      link: "https://streams.spec.whatwg.org/#readable-stream-close",
      order: ["closed", "done"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "Lazy sources count on not being pulled before they are read." },
});
