// The thread's side of log: the writer, which really blocks its thread while it waits for lines and for the disk.
import { createHash } from "node:crypto";
import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readFileSync } from "node:fs";
import type { ExampleContext } from "@byturns/context";
import type { LogInput } from "@byturns/spec/log";
import { closeRing, type Ring, takeAll, wasCalled } from "./internal/ring.ts";
import { serve } from "./internal/serve.ts";

type Asked = Pick<LogInput, "path" | "lineBytes"> & { readonly ring: Ring };

export const tasks = { writeLog };
serve(tasks);

/** Writes until the ring is closed and empty, or the disk refuses; then returns what the file holds. */
function writeLog({ path, lineBytes, ring }: Asked, context: ExampleContext) {
  /** How many lines were written before the file was opened anew. */
  let inOtherFiles = 0;
  const seen = { written: 0, lost: 0, stoppedBecause: null as string | null, notices: 0 };

  const write = (file: number, lines: Uint8Array) => {
    const before = seen.written;
    try {
      context.blocking("log", () => appendFileSync(file, lines));
      seen.written += lines.length / lineBytes;
    } catch (error) {
      // The disk took a part; only whole lines stay.
      const { size } = fstatSync(file);
      const whole = Math.floor(size / lineBytes);
      seen.written = inOtherFiles + whole;
      seen.lost += lines.length / lineBytes - (seen.written - before);
      if (size % lineBytes > 0) ftruncateSync(file, whole * lineBytes);
      throw error;
    }
  };
  const writeAll = () => {
    let file = openSync(path, "w");
    try {
      for (let lines = takeAll(ring); lines !== undefined; lines = takeAll(ring)) {
        if (wasCalled(ring)) {
          const next = openSync(path, "w");
          closeSync(file);
          file = next;
          inOtherFiles = seen.written;
        }
        if (lines.length > 0) write(file, lines);
      }
    } finally {
      closeSync(file);
    }
  };

  try {
    writeAll();
  } catch (error) {
    closeRing(ring);
    seen.stoppedBecause = codeOf(error);
    seen.notices += 1;
    context.print(`The log stopped: ${seen.stoppedBecause}`);
  }
  return { ...seen, ...readBack(path, lineBytes, seen.written) };
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

/** What the file holds; nothing where nothing was written, because a device that is always full reads as endless. */
function readBack(path: string, lineBytes: number, written: number) {
  const bytes = written === 0 ? Buffer.alloc(0) : readFileSync(path);
  const fileLines: { from: number; to: number }[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const number = Number.parseInt(bytes.toString("latin1", at, at + 16), 10);
    const last = fileLines.at(-1);
    if (last?.to === number - 1) last.to = number;
    else fileLines.push({ from: number, to: number });
  }
  return { fileBytes: bytes.length, fileDigest: createHash("sha256").update(bytes).digest("hex"), fileLines };
}
