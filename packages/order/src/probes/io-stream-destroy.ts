// A destroyed stream says why, and then that it is closed.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-stream-destroy",
  group: "io",
  title: "A stream destroyed with an error",
  question: "Does error come before close, and end or finish not at all?",
  kinds: ["loaded"],
  models: ["promises", "fibers"],
  cause: "close-events",
  program({ mark, stream }) {
    const through = new stream.PassThrough();
    stream.pipeline(stream.Readable.from(["a"]), through, (error) => mark(`pipeline ${error?.message}`));
    through.on("error", () => mark("error"));
    through.on("end", () => mark("end"));
    through.on("close", () => mark("close"));
    through.destroy(new Error("gone"));
    mark("destroyed");
  },
  promises: [
    {
      ...node.streamDestroy,
      says: "Destroy emits the error, and close after it.",
      order: ["destroyed", "error", "close"],
    },
    {
      ...node.streamErrorThenClose,
      says: "After error only close is emitted.",
      never: ["end"],
    },
  ],
  claims: [],
  relied: { likelihood: "often", why: "Clean-up on close counts on having seen the error." },
});
