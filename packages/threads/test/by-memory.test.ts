import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MemoryTransport } from "../src/internal/pool/by-memory.ts";
import { JobLine } from "../src/internal/pool/job-line.ts";
import type { Job, PoolThread } from "../src/internal/pool/pool-thread.ts";
import {
  answerTask,
  callOfferer,
  idIn,
  slotCount,
  takeTask,
  valueIn,
} from "../src/internal/pool/shared-queue.ts";
import { becomeTaker, makeTaker, mayLook } from "../src/internal/pool/takers.ts";

const { signal } = new AbortController();
const jobOf = (argument: number): Job => ({
  task: "twice",
  argument,
  transfer: [],
  signal,
  resolve: () => {},
  reject: () => {},
  where: "line",
  id: -1,
  slot: -1,
  thread: undefined,
  claims: undefined,
});

const threadOf = (number: number) => ({ number }) as PoolThread;

/** A producer with a number of jobs in line, whose arguments count from 0. */
function offeringOf(count: number, firstId = 1) {
  const pool = { succeeded: vi.fn(), failed: vi.fn(), roomMade: vi.fn(), holdsChanged: vi.fn() };
  const options = { tasksPerThread: 1, recycleAfter: Infinity, lookers: 1 };
  const offering = new MemoryTransport(options, pool, firstId);
  offering.served(["twice"]);
  const line = new JobLine();
  const jobs = Array.from({ length: count }, (_, i) => jobOf(i));
  for (const job of jobs) line.push(job);
  offering.dispatch(line, []);
  return { pool, offering, line, jobs };
}

/** Takes all that is in line, and returns the arguments. */
function takeAll({ queue }: MemoryTransport): unknown[] {
  const seen: unknown[] = [];
  for (let slot = takeTask(queue, 1); slot >= 0; slot = takeTask(queue, 1)) seen.push(valueIn(queue, slot));
  return seen;
}

describe("MemoryTransport", () => {
  it("reports room when a task is withdrawn, and when its slot is given back", () => {
    const { pool, offering, jobs } = offeringOf(2);
    expect(offering.withdraw(jobs[0] as Job)).toBe(true);
    expect(pool.roomMade).toHaveBeenCalledTimes(1);
    takeAll(offering);
    const { id } = jobs[1] as Job;
    expect(offering.answered(threadOf(0), id)).toBeUndefined();
    expect(pool.roomMade).toHaveBeenCalledTimes(1);
    expect(offering.answered(threadOf(1), id)).toBe(jobs[1]);
    expect(pool.roomMade).toHaveBeenCalledTimes(2);
    expect(offering.answered(threadOf(1), id)).toBeUndefined();
    expect(pool.roomMade).toHaveBeenCalledTimes(2);
  });

  it("offers others when all that were offered are withdrawn before any was begun", () => {
    const { offering, line, jobs } = offeringOf(slotCount + 3);
    for (const job of jobs.slice(0, slotCount)) offering.withdraw(job);
    offering.dispatch(line, []);
    expect(takeAll(offering)).toEqual([64, 65, 66]);
  });

  it.each([1, 0x7fffffff - 3])(
    "offers others, in their order, though the first still waits (from %s on)",
    (firstId) => {
      const { offering, line, jobs } = offeringOf(slotCount + 5, firstId);
      const [kept, ...rest] = jobs.slice(0, slotCount);
      const alsoKept = rest.splice(1, 5);
      for (const job of rest) offering.withdraw(job);
      offering.dispatch(line, []);
      const expected = [kept as Job, ...alsoKept, ...jobs.slice(slotCount)].map(({ argument }) => argument);
      expect(takeAll(offering)).toEqual(expected);
      expect(offering.all().length).toBe(expected.length);
    },
  );

  it("lets another thread look when one that looked has ended", () => {
    const { offering } = offeringOf(0);
    expect([0, 1].map((number) => mayLook(offering.queue, number, 1))).toEqual([true, false]);
    offering.ended(threadOf(0));
    expect(mayLook(offering.queue, 1, 1)).toBe(true);
  });

  it("offers again, to another thread, the task of a thread that ended before it received the call", () => {
    const { pool, offering, line } = offeringOf(0);
    const takers = [0, 1].map((number) => {
      const [cell, postMessage] = [makeTaker(), vi.fn()];
      becomeTaker(cell, "away");
      return { number, cell, serving: true, postMessage, worker: { postMessage } as unknown as Worker };
    });
    line.push(jobOf(1));
    offering.dispatch(line, takers);
    expect(takers.map(({ postMessage }) => postMessage.mock.calls.length)).toEqual([1, 0]);
    expect(offering.ended(threadOf(0))).toEqual({ begun: [], notBegun: [] });
    expect(pool.roomMade).toHaveBeenCalled();
    offering.dispatch(line, takers.slice(1));
    expect(takers.map(({ postMessage }) => postMessage.mock.calls.length)).toEqual([1, 1]);
  });

  it("looks for answers again when a thread has ended that was about to report one", async () => {
    const { offering } = offeringOf(2);
    const left = async () => {
      while (!offering.needs()) await nextTurn();
    };
    const [, slot] = [takeTask(offering.queue, 0), takeTask(offering.queue, 1)];
    await left();
    // The thread announces a call, and ends before it makes it.
    expect(callOfferer(offering.queue)).toBe(true);
    offering.ended(threadOf(0));
    await left();
    answerTask(offering.queue, 1, slot, idIn(offering.queue, slot), 1);
    expect(callOfferer(offering.queue)).toBe(true);
  });

  it("takes no answer from a thread that was given up", () => {
    const { offering, line } = offeringOf(slotCount + 1);
    const slot = takeTask(offering.queue, 0);
    offering.ended(threadOf(0));
    offering.dispatch(line, []);
    const id = idIn(offering.queue, slot);
    expect(answerTask(offering.queue, 0, slot, id, "late")).toBe(false);
    expect(valueIn(offering.queue, slot)).toBe(slotCount);
  });

  describe("with a long line", () => {
    let nowMs = 0;
    afterEach(() => {
      vi.useRealTimers();
      vi.restoreAllMocks();
    });

    /** A producer that has had one answer, and rests; `answer` returns whether it is notified of another. */
    async function resting(count = 10) {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      vi.spyOn(performance, "now").mockImplementation(() => nowMs);
      const { pool, offering, line } = offeringOf(count);
      const answer = () => {
        const slot = takeTask(offering.queue, 1);
        answerTask(offering.queue, 1, slot, idIn(offering.queue, slot), 1);
        return callOfferer(offering.queue);
      };
      const left = async () => {
        while (!offering.needs()) {
          nowMs += 0.1;
          await nextTurn();
        }
      };
      await left();
      expect(answer()).toBe(true);
      offering.look();
      await left();
      expect(pool.succeeded).toHaveBeenCalledTimes(1);
      return { pool, offering, line, answer, left };
    }

    it("is not notified of answers, and looks for them by itself every 4 ms while there are some", async () => {
      const { pool, offering, answer } = await resting();
      expect([answer(), answer()]).toEqual([false, false]);
      vi.advanceTimersByTime(4);
      expect(pool.succeeded).toHaveBeenCalledTimes(3);
      expect(offering.needs()).toBe(true);
      expect(answer()).toBe(false);
      vi.advanceTimersByTime(4);
      expect(pool.succeeded).toHaveBeenCalledTimes(4);
    });

    it("is notified of the next answer again after it rested in vain", async () => {
      const { answer, left } = await resting();
      answer();
      vi.advanceTimersByTime(4);
      vi.advanceTimersByTime(4);
      await left();
      expect(answer()).toBe(true);
    });

    it("rests on when more is offered", async () => {
      const { offering, line, answer } = await resting(slotCount);
      for (const id of [97, 98, 99]) line.push(jobOf(id));
      offering.dispatch(line, []);
      expect(offering.needs()).toBe(true);
      expect(vi.getTimerCount()).toBe(1);
      // One had room; the others are to fill the line up.
      expect(Array.from({ length: 48 }, answer)).toEqual([...Array(47).fill(false), true]);
    });

    it("does not rest behind withdrawn tasks when all others are answered", async () => {
      const { pool, offering } = await resting();
      const slot = takeTask(offering.queue, 1);
      for (const job of offering.all()) offering.withdraw(job);
      answerTask(offering.queue, 1, slot, idIn(offering.queue, slot), 1);
      vi.advanceTimersByTime(4);
      expect(pool.succeeded).toHaveBeenCalledTimes(2);
      expect(vi.getTimerCount()).toBe(0);
      expect(offering.needs()).toBe(false);
    });

    it("looks on for 10 ms when a rest was cut short, then rests as soon as it has found an answer", async () => {
      const { pool, offering, answer } = await resting();
      const turns = async () => {
        for (let i = 0; i < 3; i++) await nextTurn();
      };
      offering.look();
      answer();
      await turns();
      expect(pool.succeeded).toHaveBeenCalledTimes(2);
      expect(offering.needs()).toBe(false);
      nowMs += 10;
      answer();
      await turns();
      expect(pool.succeeded).toHaveBeenCalledTimes(3);
      expect(offering.needs()).toBe(true);
    });

    it("is notified once when the line is empty", async () => {
      const { offering, answer } = await resting();
      expect(Array.from({ length: 9 }, answer)).toEqual([...Array(8).fill(false), true]);
      offering.look();
      expect(vi.getTimerCount()).toBe(0);
    });

    it("is notified once when the line can be refilled, from 16 on", async () => {
      const { answer } = await resting(slotCount + 5);
      expect(Array.from({ length: 49 }, answer)).toEqual([...Array(46).fill(false), true, false, false]);
    });
  });
});
