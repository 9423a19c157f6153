import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Job, makeJobLine } from "../src/internal/jobs.ts";
import { Offering } from "../src/internal/offering.ts";
import {
  answerTask,
  becomeTaker,
  callOfferer,
  idIn,
  makeTaker,
  mayLook,
  slotCount,
  takeTask,
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
  const offering = new Offering(pool);
  offering.setNames(["twice"]);
  const line = makeJobLine();
  const jobs = Array.from({ length: count }, (_, i) => jobOf((first + i) & 0x7fffffff));
  for (const job of jobs) line.push(job);
  offering.offer(line, []);
  return { pool, offering, line, jobs };
}

/** Takes all that is in line, and says what it is known by. */
function takeAll({ queue }: Offering): number[] {
  const ids: number[] = [];
  for (let slot = takeTask(queue, 1); slot >= 0; slot = takeTask(queue, 1)) ids.push(idIn(queue, slot));
  return ids;
}

describe("Offering", () => {
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

  describe("with a long line", () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    /** An offering that has had one answer, and rests; `answer` says whether it is told of another. */
    async function resting() {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const { pool, offering } = offeringOf(10);
      const answer = () => {
        answerTask(offering.queue, takeTask(offering.queue, 1), 1);
        return callOfferer(offering.queue);
      };
      const left = async () => {
        while (!offering.holds) await nextTurn();
      };
      await left();
      expect(answer()).toBe(true);
      offering.wake();
      await left();
      expect(pool.settle).toHaveBeenCalledTimes(1);
      return { pool, offering, answer, left };
    }

    it("is not told of answers, and looks for them by itself after 2 ms", async () => {
      const { pool, answer, left } = await resting();
      expect([answer(), answer()]).toEqual([false, false]);
      vi.advanceTimersByTime(2);
      await left();
      expect(pool.settle).toHaveBeenCalledTimes(3);
    });

    it("is told of the next answer again when it has rested in vain", async () => {
      const { answer, left } = await resting();
      vi.advanceTimersByTime(2);
      await left();
      expect(answer()).toBe(true);
    });

    it("is told as soon as the line is short, and only once", async () => {
      const { answer } = await resting();
      expect(Array.from({ length: 9 }, answer)).toEqual([
        ...Array(4).fill(false),
        true,
        ...Array(4).fill(false),
      ]);
    });
  });
});
