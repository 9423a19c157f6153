import { compute } from "@byturns/context";
import { describe, expect, it } from "vitest";
import { mix } from "../src/mix.ts";

const input = { load: "", requests: 3, requestsPerSecond: 100, seed: 1, waitMs: 4, units: 10 };
const right = {
  dueMs: [1, 11, 30],
  sentMs: [2, 11, 31],
  endedMs: [7, 16, 60],
  answers: [0, 1, 2].map((kind) => String(compute(10, kind))),
};
const wrong = (change: Partial<typeof mix.output.Type>) =>
  mix.check(input, { ...right, ...change }, { model: "promises", threads: 2 }).join("\n");

describe("mix.check()", () => {
  it("accepts what was sent when it was due, waited and computed", () => {
    expect(wrong({})).toBe("");
  });

  it.each([
    ["a request left out", { dueMs: [1, 11] }, "2, 3, 3, 3 requests were seen, not 3"],
    ["a request that failed", { answers: [right.answers[0] ?? "", null, right.answers[2] ?? ""] }, "1 of 3"],
    ["a wrong answer", { answers: ["5", ...right.answers.slice(1)] }, "request 0 was answered 5, not "],
    ["another's answer", { answers: right.answers.toReversed() }, "request 0 was answered"],
    ["an answer without waiting", { endedMs: [3, 16, 60] }, "without its wait of 4 ms"],
    ["a request sent too early", { sentMs: [0.5, 11, 31] }, "sent 0.5 ms before it was due"],
    ["a request due out of order", { dueMs: [1, 0.5, 30] }, "request 1 was due at 0.5 ms"],
    ["a request due after the end", { dueMs: [1, 11, 31] }, "request 2 was due at 31 ms"],
  ])("finds %s", (_, change, line) => {
    expect(wrong(change)).toContain(line);
  });
});

describe("mix.readings", () => {
  it("count latency from when a request was due, the sender's lateness and a stall with it", () => {
    const read = mix.readings?.map(({ id, of }) => [id, of(right, input)]);
    expect(read).toEqual([
      ["latency-p50", 6],
      ["latency-p99", 30],
      ["latency-max", 30],
      ["throughput", 50],
      ["sender-late-p99", 1],
    ]);
  });
});

describe("mix.readings of a late sender", () => {
  const read = (lateMs: number, latencyMs: number) => {
    const sentMs = right.dueMs.map((due) => due + lateMs);
    const output = { ...right, sentMs, endedMs: right.dueMs.map((due) => due + latencyMs) };
    return Object.fromEntries((mix.readings ?? []).map(({ id, of }) => [id, of(output, input)]));
  };

  it("are no latencies, where the lateness is a good part of them", () => {
    const late = read(11, 90);
    expect([late["latency-p50"], late["latency-p99"], late["latency-max"]]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(late["sender-late-p99"]).toBeCloseTo(11, 9);
  });

  it("are what they are, where it is small, or small beside them", () => {
    expect(read(10, 50)["latency-p99"]).toBeCloseTo(50, 9);
    expect(read(50, 1_000)["latency-p99"]).toBeCloseTo(1_000, 9);
  });
});

describe("mix.sweeps", () => {
  it("change what requests do in their 10 ms, or how many come, and nothing else", () => {
    for (const percent of mix.sweeps?.share?.values ?? []) {
      const { waitMs, units, requests } = mix.sweeps?.share?.at(percent) ?? mix.inputs.bench;
      expect(waitMs + units / 1_000).toBeCloseTo(10, 9);
      expect(units / 10_000).toBeCloseTo(percent / 100, 9);
      expect(requests).toBe(150);
    }
    for (const [sweep, units] of [
      ["rate-tenth", 1_000],
      ["rate-half", 5_000],
      ["rate-all", 10_000],
    ] as const) {
      const { at, values } = mix.sweeps?.[sweep] ?? { at: () => input, values: [] };
      expect(values.length).toBeGreaterThan(3);
      for (const rate of values)
        expect(at(rate)).toMatchObject({ requests: rate, requestsPerSecond: rate, units });
    }
  });
});
