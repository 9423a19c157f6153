// Messages between the main thread and its workers, and their bytes, as cloned on both sides.
import { serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Counters } from "@byturns/context";

/**
 * Begins to count messages of all workers, including workers started later. Messages between workers do not pass
 * through the main thread and are not seen.
 *
 * A message with content that cannot be serialized, for example shared memory or a port, counts with zero bytes.
 */
export function countMessages(): Counters {
  const counts = { "messages out": 0, "messages in": 0, "bytes out": 0, "bytes in": 0 };
  const prototype = Worker.prototype;
  const { postMessage, emit } = prototype;
  prototype.postMessage = function (this: Worker, ...args: Parameters<Worker["postMessage"]>) {
    counts["messages out"] += 1;
    counts["bytes out"] += bytesOf(args[0]);
    return postMessage.apply(this, args);
  };
  prototype.emit = function (this: Worker, ...args: Parameters<Worker["emit"]>) {
    if (args[0] === "message") {
      counts["messages in"] += 1;
      counts["bytes in"] += bytesOf(args[1]);
    }
    return emit.apply(this, args);
  } as Worker["emit"];
  return { read: () => ({ ...counts }) };
}

function bytesOf(value: unknown): number {
  try {
    return serialize(value).byteLength;
  } catch {
    return 0;
  }
}
