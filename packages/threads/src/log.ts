// log on threads.
//
// Start: the writer is a task on a thread of its own; lines reach it through shared memory, so that logging posts no
// message and the queue cannot grow. Cancel: the signal wakes the work; the writer ends when the log is closed, which
// it notices even while it blocks. Fail: a failed write ends the writer, never the work. Cost: a copy of each line.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { LogInput, LogOutput } from "@byturns/spec/log";
import type { Pool } from "./internal/pool.ts";
import { closeRing, leftIn, makeRing, offer } from "./internal/ring.ts";
import type { tasks } from "./log.worker.ts";

export const worker = new URL("./log.worker.ts", import.meta.url);

/**
 * Works step by step and logs after each, without ever waiting for the log. Rejects when the context's signal is
 * aborted; a disk that is full, or that cannot be written at all, is part of the result.
 */
export async function log(
  input: LogInput,
  context: ExampleContext,
  pool: Pool<typeof tasks>,
): Promise<LogOutput> {
  const { steps, stepMs, linesPerStep, lineBytes } = input;
  const sink = openLog(input, pool);
  let workDone = 0;
  try {
    for (; workDone < steps; workDone++) {
      await context.waiting("work", sleep(stepMs, undefined, { signal: context.signal }));
      for (let i = 0; i < linesPerStep; i++) sink.log(lineOf(workDone * linesPerStep + i, lineBytes));
    }
  } finally {
    await sink.close();
  }
  return { workDone, ...(await sink.seen()) };
}

/** A log whose `log` neither waits nor throws: what finds the queue full, or the disk, is dropped and counted. */
function openLog({ path, queueBound, lineBytes }: LogInput, pool: Pool<typeof tasks>) {
  const ring = makeRing(queueBound, lineBytes);
  const encoder = new TextEncoder();
  let refused = 0;
  // Not the context's signal: the writer is to empty the queue, and to close its file, whatever happens to the work.
  const { signal } = new AbortController();
  const writer = pool.run("writeLog", { path, lineBytes, ring }, { signal });
  writer.catch(() => {});

  return {
    log(line: string): void {
      if (!offer(ring, encoder.encode(line))) refused += 1;
    },
    async close(): Promise<void> {
      closeRing(ring);
      await writer;
    },
    async seen() {
      const { lost, ...seen } = await writer;
      return { ...seen, dropped: refused + lost + leftIn(ring) };
    },
  };
}

function lineOf(number: number, lineBytes: number): string {
  return `${`${number} `.padEnd(lineBytes - 1, ".")}\n`;
}
