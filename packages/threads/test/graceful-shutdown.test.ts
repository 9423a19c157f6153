import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { gracefulShutdown as spec } from "@byturns/spec/graceful-shutdown";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { pool as poolOptions, runGracefulShutdown, worker } from "../src/graceful-shutdown.example.ts";
import { Service, ShuttingDown } from "../src/graceful-shutdown.ts";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";
import type { tasks as stubborn } from "./stubborn.worker.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

// Pauses take real time here: few, and short.
const input = fc.record({
  jobs: tasksInput(4, 0, 2).chain((tasks) =>
    fc.tuple(...tasks.map((task) => fc.nat(1).map((atMs) => ({ ...task, atMs })))),
  ),
  stopAtMs: fc.nat(1),
  graceMs: fc.nat(2),
  forceAtMs: fc.constantFrom(null, null, 1),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runGracefulShutdown()", () => {
  it(
    "keeps its spec whatever the tasks' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runGracefulShutdown, input, pool),
    schedulesTimeoutMs(),
  );
});

describe("Service", () => {
  it("leaves, by the second call, a thread that does not listen", async () => {
    const file = new URL("./stubborn.worker.ts", import.meta.url);
    await using pool = await Pool.start<typeof stubborn>(file, { context: makeContext(), graceMs: 1 });
    const service = new Service();
    const told = service
      .run((signal) => pool.run("stay", 3_600_000, { signal }))
      .catch((error: unknown) => error);
    const left = service.shutdown({ graceMs: Infinity });
    await expect(service.run(() => expect.unreachable())).rejects.toThrow(ShuttingDown);
    expect(service.running).toBe(1);
    await service.shutdown();
    expect(await left).toEqual({ cut: 1 });
    expect(await told).toHaveProperty("_tag", "WorkCut");
  });

  it("throws RangeError for a grace that is out of bounds", async () => {
    await expect(new Service().shutdown({ graceMs: -1 })).rejects.toThrow(RangeError);
  });
});
