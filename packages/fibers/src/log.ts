// log on fibers.
//
// Start: the writer is a fiber of its own. Cancel: interruption ends the work; releasing the log ends the writer. Fail: the
// writer's failure is in its exit, where the work does not see it. Cost: one fiber, and one write per batch.
import { createHash } from "node:crypto";
import type { LogInput, LogOutput } from "@byturns/spec/log";
import * as Effect from "effect/Effect";
import * as FileSystem from "effect/FileSystem";
import type { PlatformError } from "effect/PlatformError";
import { openLog, type Sink } from "./internal/log-sink.ts";
import { waiting } from "./internal/spans.ts";

/** Works step by step and logs after each, without ever waiting for the log; a full disk is part of the result. */
export const log = Effect.fnUntraced(function* (
  input: LogInput,
): Effect.fn.Return<LogOutput, PlatformError, FileSystem.FileSystem> {
  const { steps, stepMs, linesPerStep, lineBytes } = input;
  const work = Effect.fnUntraced(function* (sink: Sink) {
    let workDone = 0;
    for (; workDone < steps; workDone++) {
      yield* Effect.sleep(stepMs).pipe(waiting("work"));
      for (let i = 0; i < linesPerStep; i++) sink.log(lineOf(workDone * linesPerStep + i, lineBytes));
    }
    return { workDone, sink };
  });
  const { workDone, sink } = yield* Effect.acquireUseRelease(openLog(input), work, (sink) => sink.close);
  return { workDone, ...sink.seen, ...(yield* readBack(input, sink.seen.written)) };
});

/** What the file holds; nothing where nothing was written, because a device that is always full reads as endless. */
const readBack = Effect.fnUntraced(function* ({ path, lineBytes }: LogInput, written: number) {
  const fs = yield* FileSystem.FileSystem;
  const bytes = written === 0 ? Buffer.alloc(0) : Buffer.from(yield* fs.readFile(path));
  const fileLines: { from: number; to: number }[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const number = Number.parseInt(bytes.toString("latin1", at, at + 16), 10);
    const last = fileLines.at(-1);
    if (last?.to === number - 1) last.to = number;
    else fileLines.push({ from: number, to: number });
  }
  return { fileBytes: bytes.length, fileDigest: createHash("sha256").update(bytes).digest("hex"), fileLines };
});

function lineOf(number: number, lineBytes: number): string {
  return `${`${number} `.padEnd(lineBytes - 1, ".")}\n`;
}
