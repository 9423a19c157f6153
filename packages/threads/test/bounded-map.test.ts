import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { schedules, schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { boundedMap as spec } from "@byturns/spec/bounded-map";
import type { Observed } from "@byturns/spec/tasks";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { pool as poolOptions, runBoundedMap, worker } from "../src/bounded-map.example.ts";
import { boundedMap } from "../src/bounded-map.ts";
import { Pool } from "../src/internal/pool.ts";
import { performerOf } from "../src/internal/tasks.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";

const runInfo = { model: "threads", threads: 2 };
const context = makeContext({ threads: 2 });
const pool = await Pool.start<typeof served>(worker, { context, ...poolOptions });
afterAll(() => pool.close());

// A pause on a thread takes real time: few of the tasks have one.
const input = fc.record({
  tasks: tasksInput(4, 0, 1),
  limit: fc.integer({ min: 1, max: 3 }),
  onFailure: fc.constantFrom("cancel" as const, "await" as const),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runBoundedMap()", () => {
  it(
    "keeps its spec whatever the tasks' delays",
    () =>
      fc.assert(
        fc.asyncProperty(input, async (input) => {
          const output = await runBoundedMap(input, context, pool);
          expect(spec.check(input, output, runInfo)).toEqual([]);
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );
});

describe("boundedMap()", () => {
  it(
    "cleans up once, and continues only when nothing runs, wherever it is canceled",
    () =>
      fc.assert(
        fc.asyncProperty(input, fc.nat(6), async ({ tasks, limit, onFailure }, turns) => {
          const observer = performerOf(pool, tasks, makeContext(), true);
          const controller = new AbortController();
          const reason = new Error("enough");
          const mapped = boundedMap(tasks, limit, (_task, index, signal) => observer.perform(index, signal), {
            signal: controller.signal,
            onFailure,
          });
          const settled = mapped.then(
            () => undefined,
            (error: unknown) => error,
          );
          for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
          controller.abort(reason);
          const error = await settled;
          const { endings, cleanups } = observer.observed() as Observed;
          expect(cleanups).toEqual(endings.map((ending) => (ending === "not started" ? 0 : 1)));
          if (error === undefined) expect(endings).not.toContain("canceled");
          else if (error !== reason) expect(error).toHaveProperty("_tag", "TaskFailed");
        }),
        schedules(),
      ),
    schedulesTimeoutMs(),
  );

  it.each([0, 1.5])("throws RangeError for a limit of %s", async (limit) => {
    await expect(boundedMap([], limit, () => 1)).rejects.toThrow(RangeError);
  });
});
