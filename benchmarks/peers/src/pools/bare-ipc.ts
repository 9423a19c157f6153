// Child processes and their messages written bare, without a pool: what any pool on the IPC channel adds, it adds to this. Without
// look-ahead, cancellation, failures or a child's end.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Task } from "./compute.ts";

const file = fileURLToPath(new URL("./bare-ipc.child.ts", import.meta.url));

export async function openBareIpc(processes: number) {
  const children = Array.from({ length: processes }, () => ({ process: fork(file), tasks: 0 }));
  await Promise.all(children.map((child) => once(child.process, "message")));
  const answers = new Map<number, (value: number) => void>();
  let nextId = 1;
  for (const child of children) {
    child.process.on("message", ([id, value]: [number, number]) => {
      child.tasks -= 1;
      answers.get(id)?.(value);
      answers.delete(id);
    });
  }
  return {
    compute: (task: Task): Promise<number> =>
      new Promise((resolve) => {
        const id = nextId++;
        answers.set(id, resolve);
        const freest = children.reduce((least, child) => (child.tasks < least.tasks ? child : least));
        freest.tasks += 1;
        freest.process.send([id, task]);
      }),
    async close() {
      const ended = children.map((child) => once(child.process, "exit"));
      for (const child of children) child.process.kill();
      await Promise.all(ended);
    },
  };
}
