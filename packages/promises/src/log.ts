// log on promises.
//
// Start: the writer is an async function that is awaited only at the end. Cancel: the signal wakes the work; the writer
// ends when the log is closed. Fail: a failed write ends the writer, never the work. Cost: one write per batch.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExampleContext } from "@byturns/context";
import type { LogInput, LogOutput } from "@byturns/spec/log";
import { openLog } from "./internal/log-sink.ts";

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
