import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { deadline as spec } from "@byturns/spec/deadline";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
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
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runDeadline, input),
    schedulesTimeoutMs(),
  );
});

describe("deadline()", () => {
  it(
    "ends once, after the cleanup, with the first of task and deadline",
    () =>
      fc.assert(
        fc.property(
          fc.record({ pauseMs: fc.nat(6), cleanupMs: fc.nat(3), deadlineMs: fc.nat(6) }),
          scheduleSeed,
          ({ pauseMs, cleanupMs, deadlineMs }, seed) => {
            let cleaned = 0;
            const task = Effect.sleep(pauseMs).pipe(
              Effect.as("done" as const),
              Effect.onExit(() =>
                Effect.sleep(cleanupMs).pipe(
                  Effect.andThen(
                    Effect.sync(() => {
                      cleaned += 1;
                    }),
                  ),
                ),
              ),
            );
            const exit = withFiberSchedule(seed, () =>
              deadline(task, deadlineMs).pipe(
                Effect.catchTag("DeadlineExceeded", () => Effect.succeed("exceeded" as const)),
                Effect.map((how) => ({ how, cleaned })),
              ),
            );
            if (!Exit.isSuccess(exit)) throw new Error(`Ended with ${exit}`);
            // A task that is cut before its first operation never began, and has nothing to clean up.
            if (deadlineMs > 0) expect(exit.value.cleaned).toBe(1);
            expect(exit.value.how === "done" ? pauseMs + cleanupMs : deadlineMs).toBe(
              Math.min(pauseMs + cleanupMs, deadlineMs),
            );
            expect(cleaned).toBe(exit.value.cleaned);
          },
        ),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it("fails with DeadlineExceeded, which names the deadline", () => {
    const exit = withFiberSchedule(1, () => deadline(Effect.never, 5));
    expect(exit).toEqual(Exit.fail(new DeadlineExceeded({ deadlineMs: 5 })));
  });

  it.each([-1, Number.NaN])("dies of a RangeError for a deadline of %s ms", (deadlineMs) => {
    const exit = withFiberSchedule(1, () => deadline(Effect.void, deadlineMs));
    expect(exit).toEqual(
      Exit.die(new RangeError(`Cannot wait ${deadlineMs} ms: deadlineMs must be >= 0, or Infinity`)),
    );
  });
});
