import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeContext } from "@byturns/context";
import { specs } from "@byturns/spec";
import * as Effect from "effect/Effect";
import { describe, expect, it } from "vitest";
import { port } from "../src/index.ts";
import { childrenOf, lives, tellsChildren } from "./children.ts";

/** A machine starts late on a computer that has much else to do. */
const timeout = 60_000;
const quick = { n: 1, pauseMs: 1, pause: "blocks", calls: "sequential" } as const;

describe("port", () => {
  it("runs every example, or gives its own reason why not", () => {
    for (const example of Object.keys(specs)) {
      expect(port.unsupported(example, "node"), example).not.toBe("not part of this model");
    }
  });
});

describe("openOnMachines()", () => {
  it("returns what the machines have used, and more after they have computed", { timeout }, async () => {
    await using openExample = await port.open("grain", makeContext({ threads: 2 }));
    const before = await openExample.elsewhere?.();
    await openExample.run({ tasks: 4, units: 50_000 });
    const after = await openExample.elsewhere?.();
    expect(after?.userUs).toBeGreaterThan((before?.userUs ?? 0) + 50_000);
    for (const bytes of [before?.rssBytes, before?.peakRssBytes]) expect(bytes).toBeGreaterThan(1e6);
  });

  it("rejects when the file of its machines cannot be loaded, and leaves none behind", {
    timeout,
  }, async () => {
    const { openOnMachines } = await import("../src/internal/edge.ts");
    const before = tellsChildren ? childrenOf(process.pid) : [];
    const nowhere = new URL("./no-such.machine.ts", import.meta.url);
    await expect(openOnMachines(() => Effect.void, nowhere, makeContext({ threads: 2 }))).rejects.toThrow(
      "machine",
    );
    // Those of the test before may go meanwhile.
    if (tellsChildren) expect(childrenOf(process.pid).filter((pid) => !before.includes(pid))).toEqual([]);
  });

  it("rejects when a machine is lost after it serves, and leaves none behind", { timeout }, async () => {
    const { openOnMachines } = await import("../src/internal/edge.ts");
    const before = tellsChildren ? childrenOf(process.pid) : [];
    const dying = new URL("./dies.machine.ts", import.meta.url);
    await expect(openOnMachines(() => Effect.void, dying, makeContext({ threads: 2 }))).rejects.toMatchObject(
      {
        _tag: "MachineLost",
      },
    );
    if (tellsChildren) expect(childrenOf(process.pid).filter((pid) => !before.includes(pid))).toEqual([]);
  });
});

describe.skipIf(!tellsChildren)("machines", () => {
  it("are as many as the context has threads, and are gone when the example is closed", {
    timeout,
  }, async () => {
    const before = childrenOf(process.pid);
    const openExample = await port.open("fib", makeContext({ threads: 3 }));
    const machines = childrenOf(process.pid).filter((pid) => !before.includes(pid));
    await openExample[Symbol.asyncDispose]();
    expect(machines).toHaveLength(3);
    expect(machines.filter(lives)).toEqual([]);
  });

  it("that are lost end the running call, and every later one", { timeout }, async () => {
    const before = childrenOf(process.pid);
    await using openExample = await port.open("fib", makeContext({ threads: 2 }));
    const [machine] = childrenOf(process.pid).filter((pid) => !before.includes(pid));
    const run = openExample.run({ ...quick, pauseMs: 60_000, pause: "yields" });
    process.kill(machine as number, "SIGKILL");
    await expect(run).rejects.toMatchObject({
      _tag: "MachineLost",
      message: expect.stringContaining("SIGKILL"),
    });
    await expect(openExample.run(quick)).rejects.toMatchObject({ _tag: "MachineLost" });
  });

  it.each(["waits", "blocks", "computes"])(
    "do not outlive a parent that is killed while a machine %s",
    { timeout },
    async (busy) => {
      const run = { node: [], deno: ["run", "--allow-all"], bun: ["run"] }[runtimeHere()];
      const file = fileURLToPath(new URL("./opened.ts", import.meta.url));
      const parent = spawn(process.execPath, [...run, file, busy], { stdio: ["ignore", "pipe", "inherit"] });
      await once(parent.stdout, "data");
      const machines = childrenOf(parent.pid as number);
      parent.kill("SIGKILL");
      expect(machines).toHaveLength(2);
      // Far earlier than its work would end by itself.
      await expect.poll(() => machines.filter(lives), { timeout: 10_000 }).toEqual([]);
    },
  );
});

describe.skipIf(runtimeHere() !== "deno" || !tellsChildren)("machines under Deno", () => {
  it("may read their project, and nothing outside of it", { timeout }, async () => {
    const before = childrenOf(process.pid);
    await using _ = await port.open("fib", makeContext({ threads: 1 }));
    const [machine] = childrenOf(process.pid).filter((pid) => !before.includes(pid));
    const words = readFileSync(`/proc/${machine}/cmdline`, "utf8").split("\0");
    const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
    expect(words.filter((word) => word.startsWith("--allow-"))).toEqual([
      `--allow-read=${root}`,
      "--allow-net=127.0.0.1",
      "--allow-env",
    ]);
  });
});

function runtimeHere(): "node" | "deno" | "bun" {
  return "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";
}
