// A log that no caller waits for: a queue, and one writer that empties it.
import { type FileHandle, open } from "node:fs/promises";
import type { ExampleContext } from "@byturns/context";
import type { LogInput } from "@byturns/spec/log";

/**
 * Opens a log whose `log` neither waits nor throws: a line that finds the queue or the disk full, or the log closed, is dropped
 * and counted.
 *
 * @param context gets the spans of the writer, and the one line that gives the reason why the log stopped.
 */
export function openLog(
  { path, queueBound, lineBytes }: Pick<LogInput, "path" | "queueBound" | "lineBytes">,
  context: ExampleContext,
) {
  const seen = { written: 0, dropped: 0, stoppedBecause: null as string | null, notices: 0 };
  const queue: string[] = [];
  let wake = () => {};
  let closed = false;
  let rotated = false;
  /** How many lines were written before the file was opened anew. */
  let inOtherFiles = 0;

  const stop = (error: unknown) => {
    seen.stoppedBecause = codeOf(error);
    seen.notices += 1;
    context.print(`The log stopped: ${seen.stoppedBecause}`);
    seen.dropped += queue.splice(0).length;
  };
  const write = async (file: FileHandle, lines: readonly string[]) => {
    const before = seen.written;
    try {
      await context.waiting("log", file.appendFile(lines.join("")));
      seen.written += lines.length;
    } catch (error) {
      // The disk took a part; only whole lines stay.
      const { size } = await file.stat();
      const whole = Math.floor(size / lineBytes);
      seen.written = inOtherFiles + whole;
      seen.dropped += lines.length - (seen.written - before);
      if (size % lineBytes > 0) await file.truncate(whole * lineBytes);
      throw error;
    }
  };
  const writeAll = async () => {
    let file = await open(path, "w");
    await using _ = { [Symbol.asyncDispose]: () => file.close() };
    while (!closed || queue.length > 0) {
      if (rotated) {
        rotated = false;
        await file.close();
        file = await open(path, "w");
        inOtherFiles = seen.written;
      }
      if (queue.length > 0) await write(file, queue.splice(0));
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  };
  const writer = writeAll().catch(stop);

  return {
    seen,
    log(line: string): void {
      if (closed || seen.stoppedBecause !== null || queue.length >= queueBound) seen.dropped += 1;
      else queue.push(line);
      wake();
    },
    /** Continues in a new file of the same name after the old one was moved away: waiting lines go to the new one. */
    reopen(): void {
      rotated = true;
      wake();
    },
    async close(): Promise<void> {
      closed = true;
      wake();
      await writer;
    },
  };
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
