import { describe, expect, it } from "vitest";
import { makeContext, type PrintedLine, type Span } from "../src/index.ts";

function recording(nowMs: () => number) {
  const spans: Span[] = [];
  const lines: PrintedLine[] = [];
  const recorder = { span: (span: Span) => spans.push(span), line: (line: PrintedLine) => lines.push(line) };
  return { spans, lines, context: makeContext({ recorder, nowMs, lane: "thread 1" }) };
}

/** A clock that advances by one at every reading. */
function ticking() {
  let nowMs = 0;
  return () => nowMs++;
}

describe("makeContext()", () => {
  it("records what runs, blocks and waits, on its lane and its clock", async () => {
    const { spans, context } = recording(ticking());
    expect(context.running("a", () => 1)).toBe(1);
    expect(context.blocking("b", () => 2)).toBe(2);
    expect(await context.waiting("c", Promise.resolve(3))).toBe(3);
    expect(spans).toEqual([
      { task: "a", state: "running", lane: "thread 1", startMs: 0, endMs: 1 },
      { task: "b", state: "blocking", lane: "thread 1", startMs: 2, endMs: 3 },
      { task: "c", state: "waiting", lane: "thread 1", startMs: 4, endMs: 5 },
    ]);
  });

  it("closes a span when its work throws or its promise rejects, and passes the failure on", async () => {
    const { spans, context } = recording(ticking());
    const failure = new RangeError("no");
    const fail = () => {
      throw failure;
    };
    expect(() => context.running("a", fail)).toThrow(failure);
    await expect(context.waiting("b", Promise.reject(failure))).rejects.toBe(failure);
    expect(spans.map((span) => span.task)).toEqual(["a", "b"]);
  });

  it("records printed lines at their moment", () => {
    const { lines, context } = recording(ticking());
    context.print("hello");
    expect(lines).toEqual([{ atMs: 0, text: "hello" }]);
  });

  it("without a recorder returns the same promise", () => {
    const promise = Promise.resolve(1);
    const context = makeContext();
    expect(context.waiting("a", promise)).toBe(promise);
    expect(context.running("a", () => 2)).toBe(2);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %s threads and names the bound", (threads) => {
    expect(() => makeContext({ threads })).toThrow(
      `Cannot make a context of ${threads} threads: threads must be an integer >= 1`,
    );
  });
});
