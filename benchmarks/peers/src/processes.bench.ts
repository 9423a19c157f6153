// Pools of child processes: ours, those of tinypool and workerpool, and the messages under them written bare.
import { defineExample } from "byturns";
import { check, inputs, pooled } from "./pools/pooled.ts";
import type { tasks } from "./pools/serve.child.ts";

const fileOf = (name: string) => new URL(`./pools/${name}.ts`, import.meta.url);

export default defineExample({
  title: "Pools of child processes",
  question: "What does a task's way to a child process and back cost?",
  inputs,
  units: { task: ({ tasks }) => tasks },
  // As for threads.
  warmUpMs: 200,
  check,
  permissions: {
    ...{ read: ["*"], write: ["*"], net: ["*"], run: ["*"], env: ["*"], sys: ["*"] },
    why: "the libraries start their processes with every permission",
  },
  unsupported: { "workerpool-process": { bun: "none of its processes ever answers" } },
  models: {
    "processes-by-message": pooled(async (_, context) => {
      const { Pool } = await import("@byturns/processes/internal/pool");
      const options = { context, tasksPerProcess: 64 };
      const pool = await Pool.start<typeof tasks>(fileOf("serve.child"), options);
      return { compute: (task) => pool.run("computeOne", task), close: () => pool.close() };
    }),
    "tinypool-process": pooled(async (processes) => {
      const { Tinypool } = await import("tinypool");
      const size = { minThreads: processes, maxThreads: processes };
      const filename = fileOf("compute").href;
      const pool = new Tinypool({ filename, name: "computeOne", runtime: "child_process", ...size });
      return { compute: (task) => pool.run(task), close: () => pool.destroy() };
    }),
    "workerpool-process": pooled(async (processes) => {
      const { openWorkerpool } = await import("./pools/workerpool.ts");
      return openWorkerpool("process", processes);
    }),
    "bare-ipc": pooled(async (processes) => {
      const { openBareIpc } = await import("./pools/bare-ipc.ts");
      return openBareIpc(processes);
    }),
  },
});
