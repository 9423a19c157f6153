// The thread's side of payload: a stamp on both ends.
import { serve } from "../serve.ts";

export const tasks = { stamp };
serve(tasks);

function stamp(buffer: ArrayBuffer): ArrayBuffer {
  const view = new Uint8Array(buffer);
  view[0] = (view[0] ?? 0) + 1;
  view[view.length - 1] = (view.at(-1) ?? 0) + 1;
  return buffer;
}
