// /dev/full: every write fails as on a full disk.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-full-disk",
  group: "io",
  title: "A write stream on a full disk",
  question: "Does a stream on a full disk give an error and then close, and never finish?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "full-disk",
  program({ mark, fs }) {
    const file = fs.createWriteStream("/dev/full");
    file.on("error", (error) => mark(`error ${(error as NodeJS.ErrnoException).code}`));
    file.on("finish", () => mark("finish"));
    file.on("close", () => mark("close"));
    file.write("line", (error) => mark(error ? "write callback with error" : "write callback"));
    file.end();
  },
  promises: [
    {
      ...node.streamWriteCallbackError,
      says: "The write's callback has the error before the error event.",
      order: ["write callback with error", "error ENOSPC"],
    },
    {
      ...node.streamErrorThenClose,
      says: "After error only close is emitted.",
      order: ["error ENOSPC", "close"],
    },
    {
      ...node.streamFinish,
      says: "Finish means that all data was flushed.",
      never: ["finish", "write callback"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A log must notice that the disk is full, and survive it." },
});
