import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type LogOutput, log } from "../src/log.ts";

const runInfo = { model: "promises", threads: 1 };
const input = { ...log.inputs.test, steps: 2, linesPerStep: 3, lineBytes: 16, queueBound: 6 };
const full = { ...input, fills: true };

/** The file that holds the lines with these numbers. */
function fileOf(...numbers: readonly number[]) {
  const text = numbers.map((number) => `${`${number} `.padEnd(15, ".")}\n`).join("");
  return { fileBytes: text.length, fileDigest: createHash("sha256").update(text).digest("hex") };
}
const all: LogOutput = {
  workDone: 2,
  written: 6,
  dropped: 0,
  stoppedBecause: null,
  notices: 0,
  ...fileOf(0, 1, 2, 3, 4, 5),
  fileLines: [{ from: 0, to: 5 }],
};
const stopped: LogOutput = {
  ...all,
  written: 3,
  dropped: 3,
  stoppedBecause: "ENOSPC",
  notices: 1,
  ...fileOf(0, 1, 4),
  fileLines: [
    { from: 0, to: 1 },
    { from: 4, to: 4 },
  ],
};
const wrong = (output: Partial<LogOutput>) => log.check(input, { ...all, ...output }, runInfo);
const wrongWhenFull = (output: Partial<LogOutput>) => log.check(full, { ...stopped, ...output }, runInfo);

describe("log.check()", () => {
  it("accepts a file that holds every line, and one of a disk that was full", () => {
    expect(wrong({})).toEqual([]);
    expect(wrongWhenFull({})).toEqual([]);
  });

  it("accepts dropped lines only where the queue is smaller than the log", () => {
    const { fileLines, fileBytes, fileDigest, written, dropped } = stopped;
    const some = { fileLines, fileBytes, fileDigest, written, dropped };
    expect(wrong(some)).toEqual([expect.stringContaining("dropped although the queue holds all 6")]);
    expect(log.check({ ...input, queueBound: 5 }, { ...all, ...some }, runInfo)).toEqual([]);
  });

  it("rejects work that did not finish, and lines that are neither written nor dropped", () => {
    expect(wrong({ workDone: 1 })).toEqual([expect.stringContaining("did 1 of 2 steps")]);
    expect(wrongWhenFull({ dropped: 2 })).toEqual([expect.stringContaining("not the 6 lines logged")]);
  });

  it("rejects a log that continues although the disk is full, stops although it is not, or repeats itself", () => {
    expect(wrongWhenFull({ stoppedBecause: null, notices: 0 })).toEqual([
      expect.stringContaining("went on although the disk was full"),
    ]);
    expect(wrong({ stoppedBecause: "EIO", notices: 1 })).toEqual(["the logging stopped: EIO"]);
    expect(wrongWhenFull({ notices: 3 })).toEqual([expect.stringContaining("said 3 times, not 1")]);
    expect(wrongWhenFull({ notices: 0 })).toEqual([expect.stringContaining("said 0 times, not 1")]);
  });

  it.each([
    [
      "in another order",
      {
        ...fileOf(3, 4, 5, 0, 1, 2),
        fileLines: [
          { from: 3, to: 5 },
          { from: 0, to: 2 },
        ],
      },
    ],
    [
      "twice",
      {
        ...fileOf(0, 1, 1, 2, 3, 4, 5),
        fileLines: [
          { from: 0, to: 1 },
          { from: 1, to: 5 },
        ],
      },
    ],
    ["that nobody logged", { ...fileOf(1, 2, 3, 4, 5, 6), fileLines: [{ from: 1, to: 6 }] }],
    ["fewer than were written", { ...fileOf(0), fileLines: [{ from: 0, to: 0 }] }],
    ["and a part of one more", { fileBytes: all.fileBytes + 5 }],
    ["of other bytes", { fileDigest: fileOf(0, 1, 2, 3, 4).fileDigest }],
  ])("rejects a file that holds lines %s", (_, file) => {
    expect(wrong(file)).toHaveLength(1);
  });
});
