import { describe, expect, it } from "vitest";
import { maxKept, Recording } from "../src/recording.ts";

const never = new AbortController().signal;

describe("Recording", () => {
  it("counts from the start of the call, not of the context", async () => {
    const told: string[] = [];
    const recording = new Recording(({ text }) => told.push(text));
    const context = recording.context(never, 2);
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 1);
    await promise;
    const run = async () => context.running("work", () => context.print("a line"));
    const beganMs = context.nowMs();
    await recording.wrap({ run }).run({});
    const { spans, lines, wallMs, dropped } = recording.trace();
    expect(spans).toMatchObject([{ task: "work", state: "running", lane: "main" }]);
    expect(spans[0]?.startMs).toBeLessThan(beganMs);
    expect(lines.map(({ text }) => text)).toEqual(told);
    expect(spans[0]?.endMs).toBeLessThanOrEqual(wallMs);
    expect(dropped).toBeUndefined();
  });

  it("keeps a bounded number of spans, and counts the others", () => {
    const recording = new Recording();
    const context = recording.context(never, 1);
    for (let i = 0; i < maxKept + 7; i++) context.running(`${i}`, () => {});
    context.print("still kept");
    const { spans, lines, dropped } = recording.trace();
    expect([spans.length, spans.at(-1)?.task, lines.length, dropped]).toEqual([
      maxKept,
      `${maxKept - 1}`,
      1,
      7,
    ]);
  });
});
