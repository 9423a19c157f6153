// What a message carries to a thread is the task's argument alone: memory that counts for all threads is handed to
// them once, when the pool opens.
import { Worker } from "node:worker_threads";
import { makeContext } from "@byturns/context";
import { type AnySpec, specs } from "@byturns/spec";
import { afterEach, describe, expect, it } from "vitest";
import { port } from "../src/index.ts";

/** Here the memory is what the task works on: matrices, the bytes that are shared instead of sent, a queue, a channel. */
const memoryIsTheArgument = ["matmul", "payload", "bounded-queue", "sieve"];

const { postMessage } = Worker.prototype;
afterEach(() => {
  Worker.prototype.postMessage = postMessage;
});

const examples = Object.values<AnySpec>(specs)
  .filter(({ id, permissions }) => permissions === undefined && !memoryIsTheArgument.includes(id))
  .flatMap(({ id, inputs }) =>
    Object.entries(inputs)
      .filter(([name]) => name === "bench" || name === "bench-yields")
      .map(([name, input]) => ({ id, name, input })),
  );

/** Where a value holds shared memory: `.counts`; undefined where it holds none. */
function sharedMemoryIn(value: unknown, path = ""): string | undefined {
  if (value instanceof SharedArrayBuffer) return path;
  if (ArrayBuffer.isView(value)) return value.buffer instanceof SharedArrayBuffer ? path : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = sharedMemoryIn(part, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe("timed messages to threads", () => {
  it.each(examples)("of $id, $name hold no shared memory", async ({ id, input }) => {
    await using open = await port.open(id, makeContext({ threads: 2 }));
    // In its first call a pool may make room for more tasks, of which every thread is handed the memory.
    await open.run(input);
    const found: string[] = [];
    Worker.prototype.postMessage = function (this: Worker, ...args: Parameters<Worker["postMessage"]>) {
      const path = sharedMemoryIn(args[0]);
      if (path !== undefined) found.push(path);
      return postMessage.apply(this, args);
    };
    await open.run(input);
    expect(found).toEqual([]);
  });

  it("are looked through to their depth", () => {
    const cells = new Int32Array(new SharedArrayBuffer(4));
    expect(sharedMemoryIn({ tasks: [{ argument: { counts: cells } }] })).toBe(".tasks.0.argument.counts");
    expect(sharedMemoryIn({ tasks: [new Int32Array(4), 1, null] })).toBeUndefined();
  });
});
