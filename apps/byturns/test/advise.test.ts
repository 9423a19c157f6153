import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type AdviseFlags, readFigures, workloadOf } from "../src/advise/advise.ts";
import { start } from "./command.ts";

const reference = fileURLToPath(new URL("../../../benchmarks/reference/full", import.meta.url));

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

  it("reads what people write besides", () => {
    expect(
      workloadOf({
        ...none,
        wait: "20 ms",
        compute: ".5ms",
        rate: "600/min",
        inFlight: "1M",
        payload: "0.1GB",
      }),
    ).toMatchObject({ waitMs: 20, computeMs: 0.5, ratePerSecond: 10, inFlight: 1e6, payloadBytes: 1e8 });
  });

  it.each([
    ["wait", "20", "Cannot read --wait 20: write a time with its unit, such as"],
    ["wait", "20ms5", "Cannot read --wait 20ms5"],
    ["wait", "-1ms", "Cannot read --wait -1ms"],
    ["compute", "11s", "Cannot predict for --compute 11s: it must be from 0 to 10,000 ms"],
    ["rate", "0/s", "Cannot predict for --rate 0/s: it must be from 0.1 to 20,000 a second"],
    ["rate", "500/week", "Cannot read --rate 500/week: write a rate such as"],
    ["rate", "1e3/s", "Cannot read --rate 1e3/s: write a rate such as"],
    [
      "inFlight",
      "1.5",
      "Cannot predict for --in-flight 1.5: it must be a whole number from 0 to 1,000,000 requests",
    ],
    ["inFlight", "2M", "Cannot predict for --in-flight 2M: it must be a whole number from 0"],
    [
      "payload",
      "10GB",
      "Cannot predict for --payload 10GB: it must be a whole number from 0 to 100,000,000 bytes",
    ],
    ["payload", "10 kilo", "Cannot read --payload 10 kilo: write a size such as"],
    ["cores", "0", "Cannot predict for --cores 0: it must be a whole number from 1"],
    ["cancel", "101%", "Cannot predict for --cancel 101%: it must be from 0 to 1, as 0.05 for 5 %"],
    ["deadline", "2h", "Cannot predict for --deadline 2h: it must be from 1 to 60,000 ms"],
    ["deadline", "soon", "Cannot read --deadline soon: write a time with its unit, such as"],
  ] as const)("rejects --%s %s, and says what would be right", (name, text, message) => {
    expect(() => workloadOf({ ...none, [name]: text })).toThrow(message);
  });
});

describe("readFigures()", () => {
  it("has the figures of the run's page, to the last digit: the calculator there gives the same answers", async () => {
    const page = await readFile(join(reference, "report.html"), "utf8");
    const [, json] = /<script[^>]*id="data"[^>]*>(.*?)<\/script>/s.exec(page) ?? [];
    const figures = await readFigures(reference);
    expect(JSON.parse(json ?? "{}").advice).toEqual(JSON.parse(JSON.stringify(figures)));
  });
});

describe("byturns advise", () => {
  it("predicts every cell of the reference run, and ends with the command that measures it", async () => {
    const { code, stdout } = await start(["advise", "--wait", "20ms", "--rate", "100/s", "--json"]).ended;
    expect(code).toBe(0);
    const { cells, command } = JSON.parse(stdout);
    expect(cells.length).toBeGreaterThanOrEqual(9);
    expect(command).toBe(
      "byturns bench mix --threads 2 --set waitMs=20,units=300,requestsPerSecond=100,requests=200",
    );
  });

  it("exits with 2 for a folder without a run", async () => {
    const { code, stderr } = await start(["advise", "--run", "/nowhere"]).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("/nowhere");
  });
});
