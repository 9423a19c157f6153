// The thread's side of log: the writer.
import { createHash } from "node:crypto";
import { appendFileSync, closeSync, openSync, readFileSync } from "node:fs";
import { type Ring, takeAll } from "@byturns/threads/internal/ring";
import { serve } from "../serve.ts";

export const tasks = { writeLog };
serve(tasks);

interface Asked {
  readonly path: string;
  readonly lineBytes: number;
  readonly ring: Ring;
}

function writeLog({ path, lineBytes, ring }: Asked) {
  let written = 0;
  const file = openSync(path, "w");
  for (let lines = takeAll(ring); lines !== undefined; lines = takeAll(ring)) {
    appendFileSync(file, lines);
    written += lines.length / lineBytes;
  }
  closeSync(file);
  const bytes = readFileSync(path);
  const fileLines: { from: number; to: number }[] = [];
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const number = Number.parseInt(bytes.toString("latin1", at, at + 16), 10);
    const last = fileLines.at(-1);
    if (last?.to === number - 1) last.to = number;
    else fileLines.push({ from: number, to: number });
  }
  const fileDigest = createHash("sha256").update(bytes).digest("hex");
  return { written, fileBytes: bytes.length, fileDigest, fileLines };
}
