import { scheduleSeed, tasksInput } from "@byturns/schedules/inputs";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { boundedMap as spec } from "@byturns/spec/bounded-map";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Fiber from "effect/Fiber";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runBoundedMap } from "../src/bounded-map.example.ts";
import { boundedMap } from "../src/bounded-map.ts";
import { TaskObserver } from "../src/internal/tasks.ts";

interface Task {
  readonly pauseMs: number;
  readonly fails: boolean;
}

const runInfo = { model: "fibers", threads: 1 };
const input = fc.record({
  // A fiber can be cut short before it counts as running, while another does all of its work: unless all pause.
  tasks: tasksInput(7, 1),
  limit: fc.integer({ min: 1, max: 4 }),
  onFailure: fc.constantFrom("cancel" as const, "await" as const),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runBoundedMap()", () => {
  it(
    "keeps its spec on every schedule",
    () =>
      fc.assert(
        fc.property(input, scheduleSeed, (input, seed) => {
          const exit = withFiberSchedule(seed, () => runBoundedMap(input));
          expect(Exit.isSuccess(exit) && spec.check(input, exit.value, runInfo)).toEqual([]);
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );
});

describe("boundedMap()", () => {
  it(
    "cleans up once, and continues only when nothing runs, wherever it is interrupted",
    () =>
      fc.assert(
        fc.property(input, fc.nat(8), scheduleSeed, ({ tasks, limit, onFailure }, interruptMs, seed) => {
          const observer = new TaskObserver(tasks);
          const program = Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(
              boundedMap(tasks, limit, (_task, index) => observer.perform(index), { onFailure }),
            );
            yield* Effect.sleep(interruptMs);
            yield* Fiber.interrupt(fiber);
            return structuredClone(observer.observed());
          });
          const exit = withFiberSchedule(seed, () => program);
          if (!Exit.isSuccess(exit)) throw new Error(`Ended with ${exit}`);
          const { endings, cleanups } = exit.value;
          expect(cleanups).toEqual(endings.map((ending) => (ending === "not started" ? 0 : 1)));
          // Nothing ran after the interruption ended.
          expect(observer.observed()).toEqual(exit.value);
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it.each([
    ["an array", (tasks: readonly Task[]) => tasks],
    ["any iterable", (tasks: readonly Task[]) => new Set(tasks)],
  ])("with `await` starts nothing after a failure, and lets what runs end, for %s", (_, itemsOf) => {
    const withFailure = fc.record({
      tasks: fc.array(fc.record({ pauseMs: fc.nat(4), fails: fc.boolean() }), { minLength: 1, maxLength: 8 }),
      limit: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(withFailure, scheduleSeed, ({ tasks, limit }, seed) => {
        let failedAtMs = Infinity;
        const late: number[] = [];
        const ended: number[] = [];
        const begun: number[] = [];
        const exit = withFiberSchedule(seed, (schedule) => {
          const task = ({ pauseMs, fails }: Task, index: number) =>
            Effect.suspend(() => {
              begun.push(index);
              if (schedule.nowMs() > failedAtMs) late.push(index);
              return Effect.flatMap(Effect.sleep(pauseMs), () => {
                ended.push(index);
                if (!fails) return Effect.succeed(index);
                failedAtMs = Math.min(failedAtMs, schedule.nowMs());
                return Effect.fail(index);
              });
            });
          return boundedMap(itemsOf(tasks), limit, task, { onFailure: "await" });
        });
        // In the millisecond of the failure another fiber may start before it is noticed.
        expect(late).toEqual([]);
        expect(ended.toSorted()).toEqual(begun.toSorted());
        expect(Exit.isFailure(exit)).toBe(tasks.some(({ fails }) => fails));
      }),
      schedules(),
    );
  });

  it("with `await` and one at a time runs nothing after the task that fails", () => {
    for (const items of [[0, 1, 2, 3], new Set([0, 1, 2, 3])]) {
      const begun: number[] = [];
      const task = (item: number) =>
        Effect.suspend(() => {
          begun.push(item);
          return item === 1 ? Effect.fail("one") : Effect.void;
        });
      const exit = withFiberSchedule(1, () => boundedMap(items, 1, task, { onFailure: "await" }));
      expect(exit).toEqual(Exit.fail("one"));
      expect(begun).toEqual([0, 1]);
    }
  });

  it.each([0, -1, 1.5, Number.NaN])("dies of a RangeError for a limit of %s", (limit) => {
    const exit = withFiberSchedule(1, () => boundedMap([], limit, () => Effect.void));
    expect(exit).toEqual(
      Exit.die(
        new RangeError(`Cannot run ${limit} tasks at once: limit must be an integer >= 1, or Infinity`),
      ),
    );
  });
});
