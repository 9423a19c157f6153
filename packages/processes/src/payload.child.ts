// The child's side of payload: the other task.
import type { PayloadOutput } from "@byturns/spec/payload";
import { MemoryFile } from "./internal/memory-file.ts";
import { serve } from "./internal/serve.ts";
import type { ProcessContext } from "./internal/task-context.ts";

export const tasks = { stamp, keep, stampShared };
serve(tasks);

function stamp(buffer: ArrayBuffer): ArrayBuffer {
  const view = new Uint8Array(buffer);
  view[0] = (view[0] ?? 0) + 1;
  view[view.length - 1] = (view.at(-1) ?? 0) + 1;
  return buffer;
}

/** Has the bytes until all rounds are over; returns them as they are then. */
async function keep(bytes: number, context: ProcessContext): Promise<PayloadOutput> {
  const file = MemoryFile.make(bytes);
  try {
    await context.ask("made", file.path);
    await context.ask("over");
    return { bytes, first: byteAt(file, 0), last: byteAt(file, bytes - 1) };
  } finally {
    file.remove();
  }
}

interface Shared {
  readonly path: string;
  readonly bytes: number;
  readonly isLast: boolean;
}

/** Opened in the first round, and kept open for the others. */
const opened = new Map<string, MemoryFile>();

function stampShared({ path, bytes, isLast }: Shared): void {
  const file = opened.get(path) ?? MemoryFile.open(path);
  opened.set(path, file);
  for (const at of [0, bytes - 1]) file.write(Uint8Array.of(byteAt(file, at) + 1), at);
  if (!isLast) return;
  opened.delete(path);
  file.close();
}

function byteAt(file: MemoryFile, at: number): number {
  const byte = new Uint8Array(1);
  file.read(byte, at);
  return byte[0] as number;
}
