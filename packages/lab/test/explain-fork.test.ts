import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explainFork } from "../src/fork/explain-fork.ts";
import type { Workbench } from "../src/fork/workbench.ts";
import type { Catalog } from "../src/index.ts";

const catalog = { specs: { example: {} } } as unknown as Catalog;
const task = {
  ...{ example: "example", model: "threads", value: {}, warmUpMs: 1, measureMs: 1 },
  runtime: {
    path: "/runtime",
    kind: {
      title: "Runtime",
      flags: () => [],
      explaining: { profileFlags: (folder: string) => [folder] },
    },
  },
} as unknown as Parameters<typeof explainFork>[3];

const whole = '{"nodes":[{"callFrame":{"functionName":"byturnsProfileEnds"}}]}\n';

/** A workbench whose forks write these texts as a worker thread's profile, one after another, and print a log. */
function writes(texts: readonly string[], outcome: object = { _tag: "done", measurement: {} }, log = "") {
  let forks = 0;
  const fork = async ({ runtime, before }: Parameters<Workbench["fork"]>[0]) => {
    const file = before?.at(-1);
    if (file !== undefined) await writeFile(file, log);
    const [folder] = runtime.kind.flags({} as never) as [string];
    await writeFile(join(folder, "CPU.1.77.worker-1.cpuprofile"), texts[forks++] ?? "");
    return { outcome };
  };
  return { bench: { fork } as unknown as Workbench, forks: () => forks };
}

describe("explainFork()", () => {
  it("runs a fork again whose profile is cut off", async () => {
    const { bench, forks } = writes(["", '{"nodes":[', whole]);
    const { profiles } = await explainFork(catalog, bench, "profile", task);
    expect(profiles).toEqual([{ name: "CPU.1.77.worker-1.cpuprofile", text: whole }]);
    expect(forks()).toBe(3);
  });

  it("runs one again whose profile ends before the calls do", async () => {
    const { bench, forks } = writes(['{"nodes":[]}', whole]);
    expect((await explainFork(catalog, bench, "profile", task)).profiles).toMatchObject([{ text: whole }]);
    expect(forks()).toBe(2);
  });

  it("runs one that is whole once, and gives up after three", async () => {
    const good = writes([whole]);
    await explainFork(catalog, good.bench, "profile", task);
    expect(good.forks()).toBe(1);
    const never = writes([]);
    expect((await explainFork(catalog, never.bench, "profile", task)).profiles).toMatchObject([{ text: "" }]);
    expect(never.forks()).toBe(3);
  });

  it("does not run one again that failed", async () => {
    const { bench, forks } = writes([], { _tag: "crashed" });
    expect(await explainFork(catalog, bench, "profile", task)).toMatchObject({
      outcome: { _tag: "crashed" },
    });
    expect(forks()).toBe(1);
  });

  it.skipIf(process.platform === "win32")("reads the collections of the profiled calls", async () => {
    const log = { flags: (usual: string[]) => usual, environment: {}, read: (text: string) => ({ text }) };
    const { kind } = task.runtime;
    const logging = {
      ...task,
      runtime: {
        ...task.runtime,
        kind: { ...kind, explaining: { ...kind.explaining, logCollections: log } },
      },
    } as unknown as typeof task;
    const { bench } = writes([whole], undefined, "a log");
    expect((await explainFork(catalog, bench, "profile", logging)).collections).toEqual({ text: "a log" });
    const { collections } = await explainFork(catalog, writes([whole]).bench, "profile", task);
    expect(collections).toEqual({ notCounted: "Runtime does not log its garbage collections" });
  });
});
