import { allOrNothing as spec } from "@byturns/spec/all-or-nothing";
import fc from "fast-check";
import { describe, it } from "vitest";
import { tasksInput } from "../../contract/src/schedules/inputs.ts";
import { keepsSpecUnderFiberSchedules } from "../../contract/src/schedules/keeps-spec.ts";
import { schedulesTimeoutMs } from "../../contract/src/schedules/schedules.ts";
import { playAllOrNothing } from "../src/all-or-nothing.ts";

// A fiber can be cut short before it counts as running, while another does all of its work: unless all pause.
const input = fc.record({ tasks: tasksInput(6, 1, 9) });

describe("playAllOrNothing()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, playAllOrNothing, input),
    schedulesTimeoutMs(),
  );
});
