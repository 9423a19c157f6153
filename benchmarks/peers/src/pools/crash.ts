// Tasks that end what they run in, and one that answers; pools that take a file of functions take this one.
import { isMainThread } from "node:worker_threads";

/** Ends the thread, or the child process as the system ends one that crashes. */
export function crash(): never {
  if (isMainThread) process.kill(process.pid, "SIGKILL");
  process.exit(3);
}

export const answer = (number: number) => number;
