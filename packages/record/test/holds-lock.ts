// Takes the lock of a folder, prints that it did, and holds it; started by a test that kills it.
import { lockRun } from "../src/files/lock.ts";

try {
  await lockRun(process.argv[2] ?? "");
  console.log("locked");
  setInterval(() => {}, 1_000);
} catch (error) {
  console.log((error as Error).name);
}
