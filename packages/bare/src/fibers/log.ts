// Work in steps; a fiber writes whatever has been logged meanwhile.
import { createHash } from "node:crypto";
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem";
import type * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as FileSystem from "effect/FileSystem";
import * as Queue from "effect/Queue";

interface Input {
  readonly path: string;
  readonly steps: number;
  readonly stepMs: number;
  readonly linesPerStep: number;
  readonly lineBytes: number;
  readonly queueBound: number;
}

export const layer = NodeFileSystem.layer;

export const run = ({ path, steps, stepMs, linesPerStep, lineBytes, queueBound }: Input) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem;
    const queue = yield* Queue.dropping<string, Cause.Done>(queueBound);
    let written = 0;
    let dropped = 0;
    const writeAll = Effect.scoped(
      Effect.gen(function* () {
        const file = yield* fs.open(path, { flag: "w" });
        while (true) {
          const lines = yield* Queue.takeAll(queue);
          yield* file.writeAll(Buffer.from(lines.join("")));
          written += lines.length;
        }
      }),
    ).pipe(Effect.ignore);
    const writer = yield* Effect.forkDetach(writeAll);
    for (let step = 0; step < steps; step++) {
      yield* Effect.sleep(stepMs);
      for (let i = 0; i < linesPerStep; i++) {
        const line = `${`${step * linesPerStep + i} `.padEnd(lineBytes - 1, ".")}\n`;
        if (!Queue.offerUnsafe(queue, line)) dropped += 1;
      }
    }
    yield* Queue.end(queue);
    yield* Fiber.await(writer);
    const bytes = Buffer.from(yield* fs.readFile(path));
    const fileLines: { from: number; to: number }[] = [];
    for (let at = 0; at < bytes.length; at += lineBytes) {
      const number = Number.parseInt(bytes.toString("latin1", at, at + 16), 10);
      const last = fileLines.at(-1);
      if (last?.to === number - 1) last.to = number;
      else fileLines.push({ from: number, to: number });
    }
    return {
      workDone: steps,
      written,
      dropped,
      stoppedBecause: null,
      notices: 0,
      fileBytes: bytes.length,
      fileDigest: createHash("sha256").update(bytes).digest("hex"),
      fileLines,
    };
  });
