import { describe, expect, it } from "vitest";
import { Outputs } from "../src/outputs.ts";
import { repeatCalls } from "../src/repeat-calls.ts";

describe("repeatCalls()", () => {
  it.each([1, 2, 7])("makes exactly %i calls, and keeps the first output and the last", async (calls) => {
    let made = 0;
    const outputs = new Outputs();
    const measured = await repeatCalls({ run: async () => ++made }, undefined, calls, outputs);
    expect(made).toBe(calls);
    expect(measured.calls).toBe(calls);
    expect(outputs.values()).toEqual(calls === 1 ? [1] : [1, calls]);
  });
});
