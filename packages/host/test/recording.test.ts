import { describe, expect, it } from "vitest";
import { maxKept, Recording } from "../src/recording.ts";

const never = new AbortController().signal;

describe("Recording", () => {
  it("counts from the beginning of the call, not of the stage", async () => {
    const told: string[] = [];
    const recording = new Recording(({ text }) => told.push(text));
    const stage = recording.stage(never, 2);
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 1);
    await promise;
    const run = async () => stage.running("work", () => stage.print("a line"));
    const beganMs = stage.nowMs();
    await recording.watch({ run }).run({});
    const { spans, lines, wallMs, dropped } = recording.trace();
    expect(spans).toMatchObject([{ task: "work", state: "running", lane: "main" }]);
    expect(spans[0]?.startMs).toBeLessThan(beganMs);
    expect(lines.map(({ text }) => text)).toEqual(told);
    expect(spans[0]?.endMs).toBeLessThanOrEqual(wallMs);
    expect(dropped).toBeUndefined();
  });

  it("keeps so many spans and no more, and counts the others", () => {
    const recording = new Recording();
    const stage = recording.stage(never, 1);
    for (let i = 0; i < maxKept + 7; i++) stage.running(`${i}`, () => {});
    stage.print("still kept");
    const { spans, lines, dropped } = recording.trace();
    expect([spans.length, spans.at(-1)?.task, lines.length, dropped]).toEqual([
      maxKept,
      `${maxKept - 1}`,
      1,
      7,
    ]);
  });
});
