import { makeContext } from "@byturns/context";
import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecOnThreads } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { settleAll as spec } from "@byturns/spec/settle-all";
import fc from "fast-check";
import { afterAll, describe, it } from "vitest";
import { Pool } from "../src/internal/pool.ts";
import type { tasks as served } from "../src/internal/tasks.worker.ts";
import { pool as poolOptions, runSettleAll, worker } from "../src/settle-all.example.ts";

const pool = await Pool.start<typeof served>(worker, {
  context: makeContext({ threads: 2 }),
  ...poolOptions,
});
afterAll(() => pool.close());

// A pause on a thread takes real time: few tasks, and short.
const input = fc.record({ tasks: tasksInput(4, 0, 1), observe: fc.constantFrom(true, true, true, false) });

describe("runSettleAll()", () => {
  it(
    "keeps its spec whatever the tasks' delays, canceled or not",
    () => keepsSpecOnThreads(spec, runSettleAll, input, pool),
    schedulesTimeoutMs(),
  );
});
