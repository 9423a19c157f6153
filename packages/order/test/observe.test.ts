import { beforeAll, describe, expect, it } from "vitest";
import { judge } from "../src/judge.ts";
import { readMarks } from "../src/launch.ts";
import { listProbes } from "../src/list.ts";
import { type ObserveEvent, observe } from "../src/observe.ts";
import type { Program } from "../src/probe.ts";
import { programFiles, type Recorder } from "../src/program.ts";
import { node, probeOf, targets } from "./support.ts";

const slow = 120_000;
const probes = await listProbes();
const find = (id: string) => probes.find((probe) => probe.id === id) ?? probeOf({ id });

describe("observe()", () => {
  it(
    "reports a probe that throws, hangs or never marks with its output, and the others go on",
    async () => {
      const seen = await observe(
        [
          probeOf({
            id: "throws",
            program({ mark }) {
              mark("before");
              throw new Error("out of order");
            },
          }),
          probeOf({
            id: "hangs",
            limitMs: 6_000,
            recorder: "written",
            program({ mark }) {
              mark("before");
              console.log("still here");
              setInterval(() => {}, 1000);
            },
          }),
          probeOf({
            id: "silent",
            program() {
              console.log("nothing to say");
            },
          }),
          probeOf({ id: "fine" }),
        ],
        [node],
        { times: 1 },
      );
      const outcome = seen.map(({ probe, frequencies, failures }) => [
        probe.id,
        frequencies[0]?.sequence,
        failures.map(({ ending }) => ending),
      ]);
      expect(outcome).toEqual([
        ["throws", ["before", "exit 1"], ["exit 1"]],
        ["hangs", ["before", "hung"], ["hung"]],
        ["silent", [], ["no mark"]],
        ["fine", ["a"], []],
      ]);
      expect(seen[0]?.failures[0]?.output).toContain("out of order");
      expect(seen[1]?.failures[0]?.output).toContain("still here");
      expect(seen[2]?.failures[0]?.output).toContain("nothing to say");
      expect(judge(seen).rows.map(({ results }) => results[0]?.verdict)).toEqual([
        "failed",
        "failed",
        "failed",
        "not promised",
      ]);
    },
    slow,
  );

  it(
    "runs a program as every kind under every runtime, each in a process of its own",
    async () => {
      const probe = probeOf({
        id: "kinds",
        kinds: ["module", "loaded", "commonjs", "worker"],
        program({ mark }) {
          const count = ((globalThis as { count?: number }).count ?? 0) + 1;
          (globalThis as { count?: number }).count = count;
          mark(`run ${count}`);
          // biome-ignore lint/complexity/noArguments: only a CommonJS body has them.
          mark(typeof arguments === "object" ? "commonjs" : "module");
        },
      });
      const seen = await observe(probe, targets, { times: 2 });
      expect(seen).toHaveLength(12);
      for (const { kind, target, frequencies } of seen) {
        const second = kind === "commonjs" ? "commonjs" : "module";
        expect(frequencies, `${target.id} ${kind}`).toEqual([{ sequence: ["run 1", second], count: 2 }]);
      }
    },
    slow,
  );

  it(
    "orders the marks of several threads as they were made",
    async () => {
      const worker: Program = ({ mark, workerThreads }) => {
        mark("worker");
        workerThreads.parentPort?.postMessage(0);
      };
      const probe = probeOf({
        id: "threads",
        workers: { worker },
        program({ mark, thread }) {
          mark("main");
          thread("worker").on("message", () => mark("main again"));
        },
      });
      for (const { target, frequencies } of await observe(probe, targets, { times: 2 })) {
        expect(frequencies, target.id).toEqual([{ sequence: ["main", "worker", "main again"], count: 2 }]);
      }
    },
    slow,
  );

  it("rejects with the signal's reason and leaves no process behind", async () => {
    const events: ObserveEvent[] = [];
    const stop = new AbortController();
    const hanging = probeOf({
      id: "hanging",
      program() {
        setInterval(() => {}, 1000);
      },
    });
    const seen = observe(hanging, [node], {
      times: 3,
      signal: stop.signal,
      onEvent: (event) => {
        events.push(event);
        queueMicrotask(() => stop.abort(new Error("enough")));
      },
    });
    await expect(seen).rejects.toThrow("enough");
    expect(events).toEqual([{ _tag: "planned", runs: 3 }]);
  });

  it("begins no round that would not be over in time, and runs every target equally often", async () => {
    const [one] = await observe(probeOf({ id: "short" }), [node], { times: 50, withinMs: 1 });
    expect(one?.frequencies).toEqual([{ sequence: ["a"], count: 1 }]);
    const both = await observe([probeOf({ id: "left" }), probeOf({ id: "right" })], [node], {
      times: 3,
      withinMs: 600_000,
    });
    expect(both.map(({ frequencies }) => frequencies[0]?.count)).toEqual([3, 3]);
    await expect(observe(probeOf({ id: "none" }), [node], { withinMs: 0 })).rejects.toThrow(
      new RangeError("Cannot observe within 0 ms: withinMs must be > 0"),
    );
  });

  it("throws a RangeError for no times", async () => {
    await expect(observe(probeOf({ id: "none" }), [node], { times: 0 })).rejects.toThrow(
      new RangeError("Cannot observe with times 0: times must be an integer >= 1"),
    );
  });
});

describe("marks", () => {
  const some = [
    "ticks-in-module-body",
    "ticks-from-timer",
    "ticks-from-microtask",
    "ticks-first-touch",
    "ticks-flood",
    "ticks-thenable",
    "ticks-between-immediates",
    "timers-nested-immediates",
  ].map(find);
  const kinds = ["module", "loaded", "commonjs", "worker"] as const;
  const orders = async (by: Recorder) =>
    (await observe(some, targets, { times: 1, kinds, recorder: by })).map(
      ({ probe, kind, target, frequencies }) => [probe.id, kind, target.id, frequencies],
    );
  let kept: Awaited<ReturnType<typeof orders>>;
  beforeAll(async () => {
    kept = await orders("kept");
  });

  // The witnesses share nothing with the recorder: every mark is a synchronous write to a pipe, or a line printed.
  it.each(["written", "printed"] as const)(
    "cost no tick: kept in memory or %s, the order is the same",
    async (recorder: Recorder) => {
      expect(await orders(recorder)).toEqual(kept);
    },
    slow,
  );
});

describe("programFiles()", () => {
  it("puts the body at the top level of the file, and takes only what the program names", () => {
    const probe = probeOf({
      id: "text",
      async program({ mark, fs }) {
        await fs.promises.stat(".");
        mark("a");
      },
    });
    const [file] = programFiles(probe, "module", "printed");
    expect(file?.name).toBe("text.module.mjs");
    const [load, mark, , body] = file?.text.split("\n") ?? [];
    expect(load).toBe('import * as fs from "node:fs";');
    expect(mark).toBe("const mark = (name) => console.log(name);");
    expect(body).toBe('await fs.promises.stat(".");');
    expect(programFiles(probe, "commonjs", "printed")[0]?.text).toContain('const fs = require("node:fs");');
  });

  it("throws a TypeError for a program without a body", () => {
    const probe = probeOf({ id: "short", program: ({ mark }) => mark("a") });
    expect(() => programFiles(probe, "module", "kept")).toThrow(TypeError);
  });
});

describe("readMarks()", () => {
  it("tells marks from what the program printed", () => {
    expect(readMarks("\u0001a\nhello\n\u0001b\n", false)).toEqual({ marks: ["a", "b"], rest: "hello" });
    expect(readMarks("a\nb\n", true)).toEqual({ marks: ["a", "b"], rest: "" });
  });
});
