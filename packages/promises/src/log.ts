// log on promises.
//
// Start: the writer is an async function that nobody awaits until the end. Cancel: the signal wakes the work; the
// writer ends when the log is closed. Fail: a failed write ends the writer, never the work. Cost: a write a batch.
import { createHash } from "node:crypto";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { LogInput, LogOutput } from "@byturns/spec/log";

/**
 * Works step by step and logs after each, without ever waiting for the log. Rejects when the context's signal is
 * aborted; a disk that is full, or that cannot be written at all, is part of the result.
 */
export async function log(input: LogInput, context: ExampleContext): Promise<LogOutput> {
  const { steps, stepMs, linesPerStep, lineBytes } = input;
  const sink = openLog(input, context);
  let workDone = 0;
  try {
    for (; workDone < steps; workDone++) {
      await context.waiting("work", sleep(stepMs, undefined, { signal: context.signal }));
      for (let i = 0; i < linesPerStep; i++) sink.log(lineOf(workDone * linesPerStep + i, lineBytes));
    }
  } finally {
    await sink.close();
  }
  return { workDone, ...sink.seen, ...(await readBack(input, sink.seen.written)) };
}

/** A log whose `log` neither waits nor throws: what finds the queue full, or the disk, is dropped and counted. */
function openLog({ path, queueBound, lineBytes }: LogInput, context: ExampleContext) {
  const seen = { written: 0, dropped: 0, stoppedBecause: null as string | null, notices: 0 };
  const queue: string[] = [];
  let wake = () => {};
  let closed = false;

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
      seen.written = Math.floor(size / lineBytes);
      seen.dropped += lines.length - (seen.written - before);
      if (size % lineBytes > 0) await file.truncate(seen.written * lineBytes);
      throw error;
    }
  };
  const writeAll = async () => {
    await using file = await open(path, "w");
    while (!closed || queue.length > 0) {
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
      if (seen.stoppedBecause !== null || queue.length >= queueBound) seen.dropped += 1;
      else queue.push(line);
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

/** What the file holds; nothing where nothing was written, because a device that is always full reads as endless. */
async function readBack({ path, lineBytes }: LogInput, written: number) {
  const bytes = written === 0 ? Buffer.alloc(0) : await readFile(path);
  const fileLines: { from: number; to: number }[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const number = Number.parseInt(bytes.toString("latin1", at, at + 16), 10);
    const last = fileLines.at(-1);
    if (last?.to === number - 1) last.to = number;
    else fileLines.push({ from: number, to: number });
  }
  return { fileBytes: bytes.length, fileDigest: createHash("sha256").update(bytes).digest("hex"), fileLines };
}

function lineOf(number: number, lineBytes: number): string {
  return `${`${number} `.padEnd(lineBytes - 1, ".")}\n`;
}
