import { setTimeout as pause } from "node:timers/promises";
import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecInVirtualTime } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { inVirtualTime } from "@byturns/schedules/virtual-time";
import { deadline as spec } from "@byturns/spec/deadline";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runDeadline } from "../src/deadline.example.ts";
import { DeadlineExceeded, deadline } from "../src/deadline.ts";

const input = fc.record({
  tasks: tasksInput(4, 0, 9),
  deadlineMs: fc.integer({ min: 1, max: 5 }),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runDeadline()", () => {
  it(
    "keeps its spec on every schedule, canceled or not",
    () => keepsSpecInVirtualTime(spec, runDeadline, input),
    schedulesTimeoutMs(),
  );
});

describe("deadline()", () => {
  it(
    "settles once, after the cleanup, with the first of task, deadline and signal",
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.record({ pauseMs: fc.nat(6), cleanupMs: fc.nat(3), deadlineMs: fc.nat(6), cancelMs: fc.nat(6) }),
          fc.boolean(),
          scheduleSeed,
          async ({ pauseMs, cleanupMs, deadlineMs, cancelMs }, hears, seed) => {
            await inVirtualTime(seed, async (schedule) => {
              const { signal } = schedule.signal(cancelMs, new Error("enough"));
              let cleaned = 0;
              const ended = deadline(
                async (signal) => {
                  try {
                    await pause(pauseMs, undefined, hears ? { signal } : {});
                    await schedule.shuffle();
                    return "done";
                  } finally {
                    await pause(cleanupMs);
                    cleaned += 1;
                  }
                },
                deadlineMs,
                { signal },
              ).catch((error: Error) => error.message);
              const how = await ended;
              expect(cleaned).toBe(1);
              const firstMs = Math.min(pauseMs + cleanupMs, deadlineMs, cancelMs);
              const whatEndsAt = { done: pauseMs + cleanupMs, enough: cancelMs }[how] ?? deadlineMs;
              expect(whatEndsAt).toBe(firstMs);
            });
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("keeps what the task failed with while it cleaned up as the cause", async () => {
    const failure = new RangeError("while cleaning up");
    const error = await inVirtualTime(1, () =>
      deadline(async (signal) => {
        await pause(50, undefined, { signal }).catch(() => {});
        throw failure;
      }, 5).catch((error: unknown) => error),
    );
    expect(error).toBeInstanceOf(DeadlineExceeded);
    expect(error).toMatchObject({ _tag: "DeadlineExceeded", deadlineMs: 5, cause: failure });
  });

  it("sets no timer for a deadline of Infinity", async () => {
    expect(await inVirtualTime(1, () => deadline(() => "at once", Infinity))).toBe("at once");
  });

  it("does not call the task when its signal is already aborted", async () => {
    await expect(deadline(() => expect.unreachable(), 5, { signal: AbortSignal.abort("no") })).rejects.toBe(
      "no",
    );
  });

  it.each([-1, Number.NaN, 2 ** 31])("throws RangeError for a deadline of %s ms", async (deadlineMs) => {
    await expect(deadline(() => 1, deadlineMs)).rejects.toThrow(
      `Cannot wait ${deadlineMs} ms: deadlineMs must be from 0 to 2147483647, or Infinity`,
    );
  });
});
