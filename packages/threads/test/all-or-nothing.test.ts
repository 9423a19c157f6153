import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { allOrNothing as spec } from "@byturns/spec/all-or-nothing";
import fc from "fast-check";
import { afterAll, describe, it } from "vitest";
import { pool as poolOptions, runAllOrNothing, worker } from "../src/all-or-nothing.example.ts";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

// A pause on a thread takes real time: few tasks, and short.
const input = fc.record({ tasks: tasksInput(4, 0, 1), observe: fc.constantFrom(true, true, true, false) });

describe("runAllOrNothing()", () => {
  it(
    "keeps its spec whatever the tasks' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runAllOrNothing, input, pool),
    schedulesTimeoutMs(),
  );
});
