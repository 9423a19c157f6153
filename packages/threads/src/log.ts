// log on threads.
//
// Start: the writer is a task on a thread of its own; lines reach it through shared memory, so that logging posts no
// message and the queue cannot grow. Cancel: the signal wakes the work; the writer ends when the log is closed, which
// it notices even while it blocks. Fail: a failed write ends the writer, never the work. Cost: a copy of each line.
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { LogInput, LogOutput } from "@byturns/spec/log";
import { openLog } from "./internal/log-sink.ts";
import type { Pool } from "./internal/pool.ts";
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

function lineOf(number: number, lineBytes: number): string {
  return `${`${number} `.padEnd(lineBytes - 1, ".")}\n`;
}
