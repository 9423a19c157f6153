// The events and callbacks of a writable stream.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-stream-write",
  group: "io",
  title: "The events of a writable stream",
  question: "Do write callbacks come in order, before end's callback, finish and close?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "close-events",
  program({ mark, stream }) {
    const writable = new stream.Writable({
      write(_chunk, _encoding, done) {
        setImmediate(done);
      },
      final(done) {
        mark("final");
        done();
      },
    });
    writable.on("finish", () => mark("finish"));
    writable.on("close", () => mark("close"));
    writable.write("a", () => mark("wrote a"));
    writable.write("b", () => mark("wrote b"));
    writable.end(() => mark("end callback"));
  },
  promises: [
    {
      ...node.streamFinish,
      says: "Finish comes after all data was flushed.",
      order: ["wrote a", "wrote b", "finish"],
    },
    {
      ...node.streamFinal,
      says: "final delays finish.",
      order: ["final", "finish", "close"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Files are renamed and responses logged when a stream has finished." },
});
