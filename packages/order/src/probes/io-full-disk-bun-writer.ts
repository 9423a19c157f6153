// Bun's own way to write a file.
import { defineProbe } from "../probe.ts";

export const probe = defineProbe({
  id: "io-full-disk-bun-writer",
  group: "io",
  title: "Bun's file writer on a full disk",
  question: "Can the failure of Bun's file writer be caught, where there is one?",
  kinds: ["module"],
  models: ["promises"],
  cause: "full-disk",
  async program({ mark }) {
    type Writer = { write(text: string): unknown; end(): unknown };
    const bun = (globalThis as { Bun?: { file(path: string): { writer(): Writer } } }).Bun;
    if (bun === undefined) {
      mark("no such writer");
    } else {
      process.on("uncaughtException", () => mark("uncaught"));
      let unhandled = 0;
      process.on("unhandledRejection", () => (unhandled++ === 0 ? mark("unhandled") : undefined));
      try {
        const writer = bun.file("/dev/full").writer();
        for (let i = 0; i < 20; i++) writer.write("x".repeat(100_000)); // Not awaited: they are buffered.
        await writer.end();
        mark("no error");
      } catch {
        mark("caught");
      }
    }
  },
  promises: [],
  claims: [
    {
      at: "oven-sh/bun#24032",
      state: "reported",
      statedOn: "2026-11-29",
      runtime: "bun",
      says: "ENOSPC from a file writer's end() cannot be caught.",
      holds: (seen) => seen.came("caught") < 1,
    },
  ],
  relied: { likelihood: "rarely", why: "Only code written for Bun uses it." },
  endings: ["exit 1"],
});
