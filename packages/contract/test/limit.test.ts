import type { ExampleContext, Port } from "@byturns/context";
import { loadModel } from "@byturns/host";
import { describe, expect, it } from "vitest";
import { withinLimit } from "../src/limit.ts";

/** A port whose only example waits for something that never happens. */
const deadlocked: Port = {
  model: "deadlocked",
  unsupported: () => undefined,
  open: async (_, context: ExampleContext) => ({
    run: async () => {
      context.running("first", () => {});
      await Promise.all(["left", "right"].map((task) => context.waiting(task, new Promise<void>(() => {}))));
    },
    async [Symbol.asyncDispose]() {},
  }),
};

describe("withinLimit()", () => {
  it("returns what the run returns, and rejects with its error", async () => {
    await expect(withinLimit(deadlocked, "barrier", {}, Promise.resolve(1), 1)).resolves.toBe(1);
    const failed = Promise.reject(new TypeError("no"));
    await expect(withinLimit(deadlocked, "barrier", {}, failed, 1)).rejects.toThrow(TypeError);
  });

  it("names model and example of a run that hangs, and which task waits for what", async () => {
    const run = withinLimit(deadlocked, "barrier", {}, new Promise(() => {}), 1, 1);
    await expect(run).rejects.toThrow(/^barrier on deadlocked did not end within 1 ms/);
    await expect(run).rejects.toThrow(/were open:\n {2}left on main: waiting .*\n {2}right on main: waiting/);
    await expect(run).rejects.toThrow(/had ended:\n {2}first on main: running/);
  });

  it("shows what fibers wait for, through their tracer", async () => {
    const fibers = await loadModel("fibers");
    const input = { lines: [{ text: "late", delayMs: 60_000 }], order: "concurrent" };
    const run = withinLimit(fibers, "say-after", input, new Promise(() => {}), 1, 1);
    await expect(run).rejects.toThrow(/were open:\n {2}\S.* on main: waiting since/);
  });
});
