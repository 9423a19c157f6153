// Pools of one thread or one child process that a task takes down: ours, and those that people install.
import { fileURLToPath } from "node:url";
import { defineExample, type ExampleContext, type OpenedModel } from "byturns";
import type { tasks } from "./pools/crash.child.ts";

const fileOf = (name: string) => new URL(`./pools/${name}.ts`, import.meta.url);

/** The number that the second task answers with. */
interface Input {
  readonly number: number;
}

/** A pool of one place. */
interface Pool {
  run(task: "answer" | "crash", number: number): Promise<unknown>;
  close(): unknown;
}

/** A call: the task that crashes, its rejection, and the next answer, which only a new thread or child can give. */
const model = (open: (context: ExampleContext) => Promise<Pool>): OpenedModel<Input> => ({
  open: (context) => open({ ...context, threads: 1 }),
  async run({ number }, _, pool: Pool) {
    const failure: unknown = await pool.run("crash", 0).then(
      () => "none",
      (error) => error,
    );
    return { answer: await pool.run("answer", number), failure: String(failure) };
  },
  close: (pool: Pool) => pool.close(),
});

const ofTinypool = (runtime: "worker_threads" | "child_process") =>
  model(async () => {
    const { Tinypool } = await import("tinypool");
    const pool = new Tinypool({ filename: fileOf("crash").href, runtime, minThreads: 1, maxThreads: 1 });
    return { run: (name, number) => pool.run(number, { name }), close: () => pool.destroy() };
  });

const ofWorkerpool = (workerType: "thread" | "process") =>
  model(async () => {
    const { pool: makePool } = await import("workerpool");
    const file = fileURLToPath(fileOf("crash-workerpool.worker"));
    const pool = makePool(file, { workerType, minWorkers: 1, maxWorkers: 1 });
    return { run: async (name, number) => pool.exec(name, [number]), close: async () => pool.terminate() };
  });

export default defineExample({
  title: "A crash in a pool",
  question: "What does a task cost that takes its thread or its process down, until the pool answers again?",
  inputs: { bench: { number: 7 } },
  check: ({ number }, output: { answer: number; failure: string }) =>
    output.answer === number && /ended by itself|exited|terminated/i.test(output.failure),
  permissions: {
    ...{ read: ["*"], write: ["*"], net: ["*"], run: ["*"], env: ["*"], sys: ["*"] },
    why: "the libraries start their processes with every permission",
  },
  unsupported: {
    tinypool: "a task whose thread ends is never rejected, and the pool answers no other",
    "workerpool-process": { bun: "none of its processes ever answers" },
    workerpool: { bun: "none of its threads ever answers" },
  },
  models: {
    threads: model(async (context) => {
      const { Pool } = await import("@byturns/threads/internal/pool");
      const pool = await Pool.start<typeof tasks>(fileOf("crash.worker"), { context });
      return { run: (task, number) => pool.run(task, number), close: () => pool.close() };
    }),
    piscina: model(async () => {
      const { Piscina } = await import("piscina");
      const pool = new Piscina({ filename: fileOf("crash").href, minThreads: 1, maxThreads: 1 });
      return { run: (name, number) => pool.run(number, { name }), close: () => pool.destroy() };
    }),
    tinypool: ofTinypool("worker_threads"),
    workerpool: ofWorkerpool("thread"),
    processes: model(async (context) => {
      const { Pool } = await import("@byturns/processes/internal/pool");
      const pool = await Pool.start<typeof tasks>(fileOf("crash.child"), { context });
      return { run: (task, number) => pool.run(task, number), close: () => pool.close() };
    }),
    "tinypool-process": ofTinypool("child_process"),
    "workerpool-process": ofWorkerpool("process"),
  },
});
