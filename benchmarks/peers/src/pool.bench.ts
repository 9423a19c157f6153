// Pools of threads: ours, and those that people install.
import { defineExample, type OpenedModel, type OwnPoolOptions, type ThreadPool } from "byturns";
import { askAll, check, inputs, type PoolInput, pooled } from "./pools/pooled.ts";

const fileOf = (name: string) => new URL(`./pools/${name}.ts`, import.meta.url);

const ours = (pool: OwnPoolOptions): OpenedModel<PoolInput> => ({
  worker: fileOf("serve.worker"),
  pool,
  run: (input, _, threads: ThreadPool) => askAll(input, (task) => threads.run("computeOne", task)),
});

export default defineExample({
  title: "Pools of threads",
  question: "What does a task's way to a thread and back cost?",
  inputs,
  units: { task: ({ tasks }) => tasks },
  // A round trip gets ten times faster within its first 200 ms, in ours and in theirs; what lasts is compared.
  warmUpMs: 200,
  check,
  permissions: {
    env: ["*"],
    sys: ["cpus"],
    why: "piscina, tinypool and workerpool look at them when loaded",
  },
  unsupported: { workerpool: { bun: "none of its threads ever answers" } },
  models: {
    "threads-by-message": ours({ tasksPerThread: 64 }),
    "threads-by-memory": ours({ by: "memory" }),
    piscina: pooled(async (threads) => {
      const { Piscina } = await import("piscina");
      const size = { minThreads: threads, maxThreads: threads };
      const pool = new Piscina({ filename: fileOf("compute").href, name: "computeOne", ...size });
      return { compute: (task) => pool.run(task), close: () => pool.destroy() };
    }),
    tinypool: pooled(async (threads) => {
      const { Tinypool } = await import("tinypool");
      const size = { minThreads: threads, maxThreads: threads };
      const pool = new Tinypool({ filename: fileOf("compute").href, name: "computeOne", ...size });
      return { compute: (task) => pool.run(task), close: () => pool.destroy() };
    }),
    workerpool: pooled(async (threads) => {
      const { openWorkerpool } = await import("./pools/workerpool.ts");
      return openWorkerpool("thread", threads);
    }),
    "effect-workers": pooled(async (threads) => {
      const { openEffectWorkers } = await import("./pools/effect-workers.ts");
      return openEffectWorkers(threads);
    }),
  },
});
