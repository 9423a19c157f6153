// log on fibers.
//
// Start: the writer is a fiber of its own. Cancel: interruption ends the work; releasing the log ends the writer. Fail: the
// writer's failure is in its exit, where the work does not see it. Cost: one fiber, and one write per batch.
import { createHash } from "node:crypto";
import type { LogInput, LogOutput } from "@byturns/spec/log";
import type * as Cause from "effect/Cause";
import * as Console from "effect/Console";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as FileSystem from "effect/FileSystem";
import type { PlatformError } from "effect/PlatformError";
import * as Queue from "effect/Queue";
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

/** A log whose `log` neither waits nor fails: what finds the queue full, or the disk, is dropped and counted. */
const openLog = Effect.fnUntraced(function* ({ path, queueBound, lineBytes }: LogInput) {
  const fs = yield* FileSystem.FileSystem;
  const seen = { written: 0, dropped: 0, stoppedBecause: null as string | null, notices: 0 };
  const queue = yield* Queue.dropping<string, Cause.Done>(queueBound);

  const stop = Effect.fnUntraced(function* (error: PlatformError) {
    seen.dropped += yield* Queue.size(queue);
    yield* Queue.shutdown(queue);
    seen.stoppedBecause = codeOf(error);
    seen.notices += 1;
    yield* Console.log(`The log stopped: ${seen.stoppedBecause}`);
  });
  const write = (file: FileSystem.File, lines: readonly string[]) => {
    const before = seen.written;
    return file.writeAll(Buffer.from(lines.join(""))).pipe(
      waiting("log"),
      Effect.andThen(
        Effect.sync(() => {
          seen.written += lines.length;
        }),
      ),
      Effect.tapError(() =>
        Effect.gen(function* () {
          // The disk took a part; only whole lines stay.
          const size = Number((yield* file.stat).size);
          seen.written = Math.floor(size / lineBytes);
          seen.dropped += lines.length - (seen.written - before);
          if (size % lineBytes > 0) yield* file.truncate(seen.written * lineBytes);
        }),
      ),
    );
  };
  const writeAll = Effect.scoped(
    Effect.gen(function* () {
      const file = yield* fs.open(path, { flag: "w" });
      while (true) yield* write(file, yield* Queue.takeAll(queue));
    }),
  ).pipe(Effect.catchTag("PlatformError", stop), Effect.ignore);
  const writer = yield* Effect.forkDetach(writeAll);

  return {
    seen,
    log(line: string): void {
      if (!Queue.offerUnsafe(queue, line)) seen.dropped += 1;
    },
    close: Queue.end(queue).pipe(Effect.andThen(Fiber.await(writer))),
  };
});

type Sink = Effect.Success<ReturnType<typeof openLog>>;

/** The service keeps the runtime's own error as the cause. */
function codeOf({ reason, message }: PlatformError): string {
  const { code, message: said } = (reason.cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code ?? said ?? message;
}

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
