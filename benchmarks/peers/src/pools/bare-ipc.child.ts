// A child process that only answers.
import { computeOne, type Task } from "./compute.ts";

process.on("message", ([id, task]: [number, Task]) => process.send?.([id, computeOne(task)]));
process.on("disconnect", () => process.exit());
process.send?.([0, 0]);
