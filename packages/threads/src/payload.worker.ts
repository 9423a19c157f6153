// The thread's side of payload: the other task.
import type { PayloadInput } from "@byturns/spec/payload";
import { serve, Transferred } from "./internal/serve.ts";

export const tasks = { stamp };
serve(tasks);

type Bytes = ArrayBuffer | SharedArrayBuffer;

function stamp({ buffer, by }: { buffer: Bytes; by: PayloadInput["by"] }): Bytes | Transferred<Bytes> {
  const view = new Uint8Array(buffer);
  view[0] = (view[0] ?? 0) + 1;
  view[view.length - 1] = (view.at(-1) ?? 0) + 1;
  return by === "transferred" ? new Transferred(buffer, [buffer as ArrayBuffer]) : buffer;
}
