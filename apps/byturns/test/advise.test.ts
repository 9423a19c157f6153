import { describe, expect, it } from "vitest";
import { type AdviseFlags, workloadOf } from "../src/advise/advise.ts";
import { start } from "./command.ts";

const none: AdviseFlags = {
  wait: undefined,
  compute: undefined,
  rate: undefined,
  inFlight: undefined,
  payload: undefined,
  cores: undefined,
  cancel: undefined,
  deadline: undefined,
  run: undefined,
  json: false,
};

describe("workloadOf()", () => {
  it("reads every unit", () => {
    expect(
      workloadOf({
        ...none,
        wait: "2s",
        compute: "300us",
        rate: "30/m",
        inFlight: "10k",
        payload: "2KiB",
        cores: "4",
        cancel: "5%",
        deadline: "1.5s",
      }),
    ).toEqual({
      waitMs: 2_000,
      computeMs: 0.3,
      ratePerSecond: 0.5,
      inFlight: 10_000,
      payloadBytes: 2_048,
      cores: 4,
      cancelShare: 0.05,
      deadlineMs: 1_500,
    });
  });

  it.each([
    ["wait", "20", "Cannot read --wait 20: write a time such as"],
    ["wait", "20ms5", "Cannot read --wait 20ms5"],
    ["wait", "-1ms", "Cannot read --wait -1ms"],
    ["compute", "11s", "Cannot predict for --compute 11s: it must be from 0 to 10000 ms"],
    ["rate", "0/s", "Cannot predict for --rate 0/s: it must be from 0.1 to 20000"],
    ["rate", "500/h", "Cannot read --rate 500/h: write a rate such as"],
    ["inFlight", "1.5", "Cannot predict for --in-flight 1.5: it must be a whole number"],
    ["payload", "10 kilo", "Cannot read --payload 10 kilo: write a size such as"],
    ["cores", "0", "Cannot predict for --cores 0: it must be from 1"],
    ["cancel", "101%", "Cannot predict for --cancel 101%: it must be from 0 to 1"],
    ["deadline", "soon", "Cannot read --deadline soon: write a time such as"],
  ] as const)("rejects --%s %s, and says what would be right", (name, text, message) => {
    expect(() => workloadOf({ ...none, [name]: text })).toThrow(message);
  });
});

describe("byturns advise", () => {
  it("predicts every cell of the reference run, and ends with the command that measures it", async () => {
    const { code, stdout } = await start(["advise", "--wait", "20ms", "--rate", "100/s", "--json"]).ended;
    expect(code).toBe(0);
    const { cells, command } = JSON.parse(stdout);
    expect(cells.length).toBeGreaterThanOrEqual(9);
    expect(command).toBe("byturns bench mix --set waitMs=20,units=300,requestsPerSecond=100,requests=200");
  });

  it("exits with 2 for a folder without a run", async () => {
    const { code, stderr } = await start(["advise", "--run", "/nowhere"]).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("/nowhere");
  });
});
