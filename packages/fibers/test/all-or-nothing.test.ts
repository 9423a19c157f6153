import { tasksInput } from "@byturns/schedules/inputs";
import { keepsSpecUnderFiberSchedules } from "@byturns/schedules/keeps-spec";
import { schedulesTimeoutMs } from "@byturns/schedules/schedules";
import { allOrNothing as spec } from "@byturns/spec/all-or-nothing";
import fc from "fast-check";
import { describe, it } from "vitest";
import { runAllOrNothing } from "../src/all-or-nothing.example.ts";

// A fiber can be cut short before it counts as running, while another does all of its work: unless all pause.
const input = fc.record({ tasks: tasksInput(6, 1, 9), observe: fc.constantFrom(true, true, true, false) });

describe("runAllOrNothing()", () => {
  it(
    "keeps its spec on every schedule, interrupted or not",
    () => keepsSpecUnderFiberSchedules(spec, runAllOrNothing, input),
    schedulesTimeoutMs(),
  );
});
