// /dev/full: every write fails as on a full disk.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-full-disk",
  group: "io",
  title: "A write stream on a full disk",
  question: "Does a stream on a full disk give an error and then close, and never finish?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
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
      by: "Node",
      says: "The write's callback has the error before the error event, and close comes last.",
      link: "https://nodejs.org/api/stream.html#writablewritechunk-encoding-callback",
      order: ["write callback with error", "error ENOSPC", "close"],
    },
    {
      by: "Node",
      says: "Finish means that all data was flushed.",
      link: "https://nodejs.org/api/stream.html#event-finish",
      never: ["finish", "write callback"],
    },
  ],
  claims: [],
  relied: { likelihood: "sometimes", why: "A log must notice that the disk is full, and survive it." },
});
