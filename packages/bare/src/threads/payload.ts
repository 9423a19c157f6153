// A copy of the bytes goes to a thread, and another comes back.
import type { Pool } from "../pool.ts";
import type { tasks } from "./payload.worker.ts";

export const worker = new URL("./payload.worker.ts", import.meta.url);

interface Input {
  readonly bytes: number;
  readonly rounds: number;
}

export async function run({ bytes, rounds }: Input, threads: Pool<typeof tasks>) {
  let buffer: ArrayBuffer = new ArrayBuffer(bytes);
  for (let round = 0; round < rounds; round++) buffer = await threads.run("stamp", buffer);
  const view = new Uint8Array(buffer);
  return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
}
