// A log that no caller waits for: a queue, and one fiber that empties it.
import type { LogInput } from "@byturns/spec/log";
import type * as Cause from "effect/Cause";
import * as Console from "effect/Console";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as FileSystem from "effect/FileSystem";
import type { PlatformError } from "effect/PlatformError";
import * as Queue from "effect/Queue";
import * as Semaphore from "effect/Semaphore";
import { waiting } from "./spans.ts";

/**
 * Opens a log whose `log` neither waits nor fails: a line that finds the queue or the disk full, or the log closed, is dropped
 * and counted.
 */
export const openLog = Effect.fnUntraced(function* ({
  path,
  queueBound,
  lineBytes,
}: Pick<LogInput, "path" | "queueBound" | "lineBytes">) {
  const fs = yield* FileSystem.FileSystem;
  const seen = { written: 0, dropped: 0, stoppedBecause: null as string | null, notices: 0 };
  const queue = yield* Queue.dropping<string, Cause.Done>(queueBound);
  let closed = false;
  /** The writer is replaced, or ended, by one caller at a time. */
  const turn = yield* Semaphore.make(1);
  /** How many lines were written before the file was opened anew. */
  let inOtherFiles = 0;

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
          const whole = Math.floor(size / lineBytes);
          seen.written = inOtherFiles + whole;
          seen.dropped += lines.length - (seen.written - before);
          if (size % lineBytes > 0) yield* file.truncate(whole * lineBytes);
        }),
      ),
    );
  };
  // The writer is interrupted only while it waits for lines: what it took, it writes.
  const writeAll = Effect.scoped(
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function* () {
        const file = yield* fs.open(path, { flag: "w" });
        inOtherFiles = seen.written;
        while (true) yield* write(file, yield* restore(Queue.takeAll(queue)));
      }),
    ),
  ).pipe(Effect.catchTag("PlatformError", stop), Effect.ignore);
  let writer = yield* Effect.forkDetach(writeAll);

  return {
    seen,
    log(line: string): void {
      if (!Queue.offerUnsafe(queue, line)) seen.dropped += 1;
    },
    /** Continues in a new file of the same name after the old one was moved away: waiting lines go to the new one. */
    reopen: Effect.gen(function* () {
      if (closed) return;
      yield* Fiber.interrupt(writer);
      if (seen.stoppedBecause === null) writer = yield* Effect.forkDetach(writeAll);
    }).pipe(Effect.uninterruptible, turn.withPermit),
    close: Effect.suspend(() => {
      closed = true;
      return Queue.end(queue).pipe(Effect.andThen(Fiber.await(writer)));
    }).pipe(turn.withPermit),
  };
});

/** An open log. */
export type Sink = Effect.Success<ReturnType<typeof openLog>>;

/** The service keeps the runtime's own error as the cause. */
function codeOf({ reason, message }: PlatformError): string {
  const { code, message: said } = (reason.cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code ?? said ?? message;
}
