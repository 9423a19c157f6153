import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { withFiberSchedule } from "@byturns/schedules/seeded-fibers";
import { settleAll as spec } from "@byturns/spec/settle-all";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runSettleAll } from "../src/settle-all.example.ts";
import { settleAll } from "../src/settle-all.ts";

// A fiber can be cut short before it counts as running, while another does all of its work: unless all pause.
const input = fc.record({ tasks: tasksInput(6, 1, 9), observe: fc.constantFrom(true, true, true, false) });

describe("runSettleAll()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runSettleAll, input),
    schedulesTimeoutMs(),
  );
});

describe("settleAll()", () => {
  it("reports defects and interruptions like failures", () => {
    const tasks = [Effect.succeed(1), Effect.fail("failed"), Effect.die("defect")];
    const exit = withFiberSchedule(1, () => settleAll(tasks));
    expect(exit).toEqual(Exit.succeed([Exit.succeed(1), Exit.fail("failed"), Exit.die("defect")]));
  });
});
