// Work in steps; an async function appends whatever has been logged meanwhile.
import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

interface Input {
  readonly path: string;
  readonly steps: number;
  readonly stepMs: number;
  readonly linesPerStep: number;
  readonly lineBytes: number;
  readonly queueBound: number;
}

export async function run({ path, steps, stepMs, linesPerStep, lineBytes, queueBound }: Input) {
  const queue: string[] = [];
  let written = 0;
  let dropped = 0;
  let wake = () => {};
  let closed = false;
  const writeAll = async () => {
    await using file = await open(path, "w");
    while (!closed || queue.length > 0) {
      if (queue.length > 0) {
        const lines = queue.splice(0);
        await file.appendFile(lines.join(""));
        written += lines.length;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  };
  const writer = writeAll();
  for (let step = 0; step < steps; step++) {
    await sleep(stepMs);
    for (let i = 0; i < linesPerStep; i++) {
      if (queue.length >= queueBound) dropped += 1;
      else queue.push(`${`${step * linesPerStep + i} `.padEnd(lineBytes - 1, ".")}\n`);
      wake();
    }
  }
  closed = true;
  wake();
  await writer;
  const bytes = await readFile(path);
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
}
