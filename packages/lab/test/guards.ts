// A lab that only guards a fork that computes forever and has three children: one in its group, one that left it, and
// one that left it without the environment. It prints their pids; started by a test that kills it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Guard } from "../src/fork/guard.ts";
import { markName, ProcessTree } from "../src/fork/tree.ts";

const busy = `
const { spawn } = require("node:child_process");
const sleep = (options) => spawn("/bin/sleep", ["600"], { stdio: "ignore", ...options }).pid;
const pids = [sleep({}), sleep({ detached: true }), sleep({ detached: true, env: {} })];
require("node:fs").writeSync(1, JSON.stringify(pids) + "\\n");
for (;;);
`;

const mark = `test-${process.pid}`;
const guard = new Guard(1, process.argv[2]);
const fork = spawn(process.execPath, ["-e", busy], {
  detached: true,
  env: { [markName]: mark },
  stdio: ["ignore", "pipe", "inherit"],
});
const group = fork.pid as number;
const tree = new ProcessTree(group, mark, (pids) => guard.watch({ group, mark, pids }));
guard.watch({ group, mark, pids: [] });
for await (const line of createInterface(fork.stdout)) {
  tree.look();
  console.log(JSON.stringify([group, ...JSON.parse(line)]));
}
