import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { deadline as spec } from "@byturns/spec/deadline";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { pool as poolOptions, runDeadline, worker } from "../src/deadline.example.ts";
import { deadline } from "../src/deadline.ts";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";
import type { tasks as stubborn } from "./stubborn.worker.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

const input = fc.record({
  tasks: tasksInput(3, 0, 2),
  deadlineMs: fc.constantFrom(1, 2, 1_000),
  observe: fc.constantFrom(true, true, true, false),
});

describe("runDeadline()", () => {
  it(
    "keeps its spec whatever the tasks' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runDeadline, input, pool),
    schedulesTimeoutMs(),
  );
});

describe("deadline()", () => {
  it("ends a thread that does not answer, and has another in its place", async () => {
    const file = new URL("./stubborn.worker.ts", import.meta.url);
    await using pool = await Pool.start<typeof stubborn>(file, { context: makeContext(), graceMs: 1 });
    const hour = deadline((signal) => pool.run("stay", 3_600_000, { signal }), 1);
    await expect(hour).rejects.toMatchObject({ _tag: "DeadlineExceeded", deadlineMs: 1 });
    await expect(deadline((signal) => pool.run("stay", 0, { signal }), 60_000)).resolves.toBeUndefined();
  });

  it.each([-1, 2 ** 31])("throws RangeError for a deadline of %s ms", async (deadlineMs) => {
    await expect(deadline(() => 1, deadlineMs)).rejects.toThrow(RangeError);
  });
});
