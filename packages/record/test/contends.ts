// Takes and gives back the lock of a folder whenever a line on standard input names one; started by what makes several
// contend for it. Prints `locked` or the error's name, and `free` when it was given back.
import { createInterface } from "node:readline";
// Not the whole package: eight processes would load it at once.
import { lockRun, type RunLock } from "../src/lock.ts";

let lock: RunLock | undefined;
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
