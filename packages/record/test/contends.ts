// Takes and releases the lock of a folder whenever a line on standard input names one; several of these contend for it.
// Prints `locked` or the error's name, and `free` after the release.
import { createInterface } from "node:readline";
// Not the whole package: eight processes would load it at the same time.
import { type FileLock, lockRun } from "../src/files/lock.ts";

let lock: FileLock | undefined;
for await (const folder of createInterface(process.stdin)) {
  if (folder === "") {
    await lock?.[Symbol.asyncDispose]();
    lock = undefined;
    console.log("free");
    continue;
  }
  try {
    lock = await lockRun(folder);
    console.log("locked");
  } catch (error) {
    console.log((error as Error).name);
  }
}
