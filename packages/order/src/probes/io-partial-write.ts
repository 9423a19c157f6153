// A write of which only a part finds room, and then an error: what a disk that fills up does.
import { defineProbe } from "../probe.ts";
import * as node from "../texts/node.ts";

export const probe = defineProbe({
  id: "io-partial-write",
  group: "io",
  title: "A write stream whose write is cut short",
  question: "When a part of a write succeeds and the rest fails, does the stream say error, and not finish?",
  kinds: ["loaded"],
  models: ["promises", "fibers", "threads"],
  cause: "full-disk",
  modules: {
    writer({ fs }) {
      const path = `${process.argv[1]}.${process.pid}.txt`;
      const file = fs.createWriteStream(path);
      file.on("error", () => console.log("error"));
      file.on("finish", () => console.log("finish"));
      file.on("close", () => {
        const { size } = fs.statSync(path);
        console.log(size > 0 && size < 100_000 ? "a part was written" : "no part was written");
        console.log("close");
      });
      file.end("x".repeat(100_000));
    },
  },
  program({ mark, address, childProcess }) {
    // A limit of the file's size stands in for a disk that fills up; without the trap its signal would end the writer.
    const limited = `trap "" XFSZ; ulimit -f 8; exec "$0" "$@"`;
    const start = "Deno" in globalThis ? ["run", "-A"] : [];
    const writer = [process.execPath, ...start, decodeURIComponent(new URL(address("writer")).pathname)];
    childProcess.execFile("sh", ["-c", limited, ...writer], (_error, stdout) => {
      for (const line of stdout.trim().split("\n")) mark(line);
    });
  },
  promises: [
    {
      ...node.streamFinish,
      says: "Finish means that all data was flushed.",
      never: ["finish"],
    },
    {
      ...node.streamErrorThenClose,
      says: "After error only close is emitted.",
      order: ["error", "close"],
    },
  ],
  claims: [
    {
      at: "nodejs/node#31908",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "node",
      says: "A write stream emits finish although only a part of a write found room.",
      holds: (seen) => seen.came("finish") > 0,
    },
  ],
  relied: { likelihood: "sometimes", why: "A log that believes finish believes that it is whole." },
});
