import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Job, makeJobLine } from "../src/internal/jobs.ts";
import { QueueProducer } from "../src/internal/queue-producer.ts";
import {
  answerTask,
  becomeTaker,
  callOfferer,
  idIn,
  makeTaker,
  mayLook,
  slotCount,
  takeTask,
  valueIn,
} from "../src/internal/shared-queue.ts";

const { signal } = new AbortController();
const jobOf = (id: number): Job => ({
  id,
  task: "twice",
  argument: id,
  transfer: [],
  signal,
  resolve: () => {},
  reject: () => {},
  where: "queue",
  slot: -1,
});

/** An offering with so many jobs in line, numbered from `first` on as a pool numbers them. */
function offeringOf(count: number, first = 0) {
  const pool = { settle: vi.fn(), wanting: vi.fn(), holding: vi.fn() };
  const offering = new QueueProducer(pool);
  offering.setNames(["twice"]);
  const line = makeJobLine();
  const jobs = Array.from({ length: count }, (_, i) => jobOf((first + i) & 0x7fffffff));
  for (const job of jobs) line.push(job);
  offering.offer(line, []);
  return { pool, offering, line, jobs };
}

/** Takes all that is in line, and says what it is known by. */
function takeAll({ queue }: QueueProducer): number[] {
  const ids: number[] = [];
  for (let slot = takeTask(queue, 1); slot >= 0; slot = takeTask(queue, 1)) ids.push(idIn(queue, slot));
  return ids;
}

describe("QueueProducer", () => {
  it("says that there is room when a task is withdrawn, and when its slot is given back", () => {
    const { pool, offering, jobs } = offeringOf(2);
    expect(offering.withdraw(jobs[0] as Job)).toBe(true);
    expect(pool.wanting).toHaveBeenCalledTimes(1);
    takeAll(offering);
    offering.release(jobs[1] as Job);
    expect(pool.wanting).toHaveBeenCalledTimes(2);
    offering.release(jobs[1] as Job);
    expect(pool.wanting).toHaveBeenCalledTimes(2);
  });

  it("offers others when all that were offered are withdrawn before any was begun", () => {
    const { offering, line, jobs } = offeringOf(slotCount + 3);
    for (const job of jobs.slice(0, slotCount)) offering.withdraw(job);
    offering.offer(line, []);
    expect(takeAll(offering)).toEqual([64, 65, 66]);
  });

  it.each([0, 0x7fffffff - 3])(
    "offers others, in their order, though the first still waits (from %s on)",
    (first) => {
      const { offering, line, jobs } = offeringOf(slotCount + 5, first);
      const [kept, ...rest] = jobs.slice(0, slotCount);
      const alsoKept = rest.splice(1, 5);
      for (const job of rest) offering.withdraw(job);
      offering.offer(line, []);
      const expected = [kept as Job, ...alsoKept, ...jobs.slice(slotCount)].map(({ id }) => id);
      expect(takeAll(offering)).toEqual(expected);
      expect(offering.all().length).toBe(expected.length);
    },
  );

  it("lets another thread look when one that looked has ended", () => {
    const { offering } = offeringOf(0);
    expect([0, 1].map((number) => mayLook(offering.queue, number, 1))).toEqual([true, false]);
    offering.releaseAll(0);
    expect(mayLook(offering.queue, 1, 1)).toBe(true);
  });

  it("offers again, to another thread, what a thread was called for that ended before it heard", () => {
    const { pool, offering, line } = offeringOf(0);
    const takers = [0, 1].map((number) => {
      const [cell, postMessage] = [makeTaker(), vi.fn()];
      becomeTaker(cell, "away");
      return { number, cell, serving: true, postMessage, worker: { postMessage } as unknown as Worker };
    });
    line.push(jobOf(1));
    offering.offer(line, takers);
    expect(takers.map(({ postMessage }) => postMessage.mock.calls.length)).toEqual([1, 0]);
    expect(offering.releaseAll(0)).toEqual([]);
    expect(pool.wanting).toHaveBeenCalled();
    offering.offer(line, takers.slice(1));
    expect(takers.map(({ postMessage }) => postMessage.mock.calls.length)).toEqual([1, 1]);
  });

  it("looks for answers again when a thread has ended that was to tell of one", async () => {
    const { offering } = offeringOf(2);
    const left = async () => {
      while (!offering.holds) await nextTurn();
    };
    const [, slot] = [takeTask(offering.queue, 0), takeTask(offering.queue, 1)];
    await left();
    // The thread says that it will tell, and ends before it does.
    expect(callOfferer(offering.queue)).toBe(true);
    offering.releaseAll(0);
    await left();
    answerTask(offering.queue, 1, slot, 1);
    expect(callOfferer(offering.queue)).toBe(true);
  });

  it("takes no answer from a thread that was given up", () => {
    const { offering, line } = offeringOf(slotCount + 1);
    const slot = takeTask(offering.queue, 0);
    offering.releaseAll(0);
    offering.offer(line, []);
    expect(offering.jobIn(slot)?.id).toBe(slotCount);
    expect(answerTask(offering.queue, 0, slot, "late")).toBe(false);
    expect(valueIn(offering.queue, slot)).toBe(slotCount);
  });

  describe("with a long line", () => {
    let nowMs = 0;
    afterEach(() => {
      vi.useRealTimers();
      vi.restoreAllMocks();
    });

    /** An offering that has had one answer, and rests; `answer` says whether it is told of another. */
    async function resting(count = 10) {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      vi.spyOn(performance, "now").mockImplementation(() => nowMs);
      const { pool, offering, line } = offeringOf(count);
      const answer = () => {
        answerTask(offering.queue, 1, takeTask(offering.queue, 1), 1);
        return callOfferer(offering.queue);
      };
      const left = async () => {
        while (!offering.holds) {
          nowMs += 0.1;
          await nextTurn();
        }
      };
      await left();
      expect(answer()).toBe(true);
      offering.wake();
      await left();
      expect(pool.settle).toHaveBeenCalledTimes(1);
      return { pool, offering, line, answer, left };
    }

    it("is not told of answers, and looks for them by itself every 4 ms while there are some", async () => {
      const { pool, offering, answer } = await resting();
      expect([answer(), answer()]).toEqual([false, false]);
      vi.advanceTimersByTime(4);
      expect(pool.settle).toHaveBeenCalledTimes(3);
      expect(offering.holds).toBe(true);
      expect(answer()).toBe(false);
      vi.advanceTimersByTime(4);
      expect(pool.settle).toHaveBeenCalledTimes(4);
    });

    it("is told of the next answer again when it has rested in vain", async () => {
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
      offering.offer(line, []);
      expect(offering.holds).toBe(true);
      expect(vi.getTimerCount()).toBe(1);
      // One had room; the others are to fill the line up.
      expect(Array.from({ length: 48 }, answer)).toEqual([...Array(47).fill(false), true]);
    });

    it("does not rest behind withdrawn tasks when all others are answered", async () => {
      const { pool, offering } = await resting();
      const slot = takeTask(offering.queue, 1);
      for (const job of offering.all()) offering.withdraw(job);
      answerTask(offering.queue, 1, slot, 1);
      vi.advanceTimersByTime(4);
      expect(pool.settle).toHaveBeenCalledTimes(2);
      expect(vi.getTimerCount()).toBe(0);
      expect(offering.holds).toBe(false);
    });

    it("looks on for 10 ms when a rest was cut short, then rests as soon as it has found an answer", async () => {
      const { pool, offering, answer } = await resting();
      const turns = async () => {
        for (let i = 0; i < 3; i++) await nextTurn();
      };
      offering.wake();
      answer();
      await turns();
      expect(pool.settle).toHaveBeenCalledTimes(2);
      expect(offering.holds).toBe(false);
      nowMs += 10;
      answer();
      await turns();
      expect(pool.settle).toHaveBeenCalledTimes(3);
      expect(offering.holds).toBe(true);
    });

    it("is told, once, when the line is empty", async () => {
      const { offering, answer } = await resting();
      expect(Array.from({ length: 9 }, answer)).toEqual([...Array(8).fill(false), true]);
      offering.wake();
      expect(vi.getTimerCount()).toBe(0);
    });

    it("is told, once, when the line can be filled up from 16 on", async () => {
      const { answer } = await resting(slotCount + 5);
      expect(Array.from({ length: 49 }, answer)).toEqual([...Array(46).fill(false), true, false, false]);
    });
  });
});
