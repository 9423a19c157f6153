import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { gracefulShutdown as spec } from "@byturns/spec/graceful-shutdown";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runGracefulShutdown } from "../src/graceful-shutdown.example.ts";
import { Service, ShuttingDown, WorkCut } from "../src/graceful-shutdown.ts";

const input = fc.record({
  jobs: tasksInput(6, 0, 9).chain((tasks) =>
    fc.tuple(...tasks.map((task) => fc.nat(9).map((atMs) => ({ ...task, atMs })))),
  ),
  stopAtMs: fc.nat(9),
  graceMs: fc.nat(9),
  forceAtMs: fc.oneof(fc.constant(null), fc.nat(15)),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runGracefulShutdown()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runGracefulShutdown, input),
    schedulesTimeoutMs(),
  );
});

describe("Service", () => {
  const job = fc.record({ atMs: fc.nat(6), workMs: fc.nat(9), cleanupMs: fc.nat(2), hears: fc.boolean() });

  it(
    "gives every caller an outcome, cuts at the grace and not before, and settles when nothing runs",
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(job, { maxLength: 6 }),
          fc.record({
            stopMs: fc.nat(6),
            graceMs: fc.nat(6),
            forceMs: fc.oneof(fc.constant(null), fc.nat(6)),
          }),
          scheduleSeed,
          (jobs, { stopMs, graceMs, forceMs }, seed) =>
            inVirtualTime(seed, async (schedule) => {
              const service = new Service();
              let inside = 0;
              let cut = 0;
              const cutAtMs = stopMs + Math.min(graceMs, forceMs ?? Infinity);
              const send = async ({ atMs, workMs, cleanupMs, hears }: (typeof jobs)[number]) => {
                await pause(atMs);
                await schedule.shuffle();
                const work = service.run(async (signal) => {
                  inside += 1;
                  try {
                    await pause(workMs, undefined, hears ? { signal } : {});
                    return "done";
                  } finally {
                    await pause(cleanupMs);
                    inside -= 1;
                  }
                });
                const told = await work.catch((error: Error) => error);
                if (told instanceof ShuttingDown) expect(atMs).toBeGreaterThanOrEqual(stopMs);
                else expect(atMs).toBeLessThanOrEqual(stopMs);
                if (told instanceof WorkCut) {
                  cut += 1;
                  expect(hears && atMs + workMs >= cutAtMs).toBe(true);
                } else if (told === "done" && hears) expect(atMs + workMs).toBeLessThanOrEqual(cutAtMs);
              };
              const stop = async () => {
                await pause(stopMs);
                const seen = await service.shutdown({ graceMs });
                expect([inside, service.running]).toEqual([0, 0]);
                return seen;
              };
              const force = async () => {
                await pause(stopMs + (forceMs ?? 0));
                // At the same moment, the first in order is the first call.
                if (forceMs !== null && forceMs > 0) await service.shutdown();
              };
              fc.pre(forceMs !== 0);
              const [seen] = await Promise.all([stop(), force(), ...jobs.map(send)]);
              expect(seen.cut).toBe(cut);
            }),
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("keeps what a cut task failed with, and passes on the failure of one that was not cut", async () => {
    const service = new Service();
    const failed = service.run(() => {
      throw new RangeError("failed");
    });
    await expect(failed).rejects.toThrow(new RangeError("failed"));
    const cut = service.run(async (signal) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      throw new Error("no time to save");
    });
    const told = cut.catch((error: unknown) => error);
    expect(await service.shutdown({ graceMs: 0 })).toEqual({ cut: 1 });
    expect(await told).toMatchObject({ _tag: "WorkCut", cause: { message: "no time to save" } });
    await expect(service.run(() => expect.unreachable())).rejects.toThrow(ShuttingDown);
  });

  it.each([-1, 2 ** 31, Number.NaN])("throws RangeError for a grace of %s ms", async (graceMs) => {
    await expect(new Service().shutdown({ graceMs })).rejects.toThrow(
      `Cannot wait ${graceMs} ms: graceMs must be from 0 to 2147483647, or Infinity`,
    );
  });
});
