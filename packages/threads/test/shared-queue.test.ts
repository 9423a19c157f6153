import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerTask,
  beginTaken,
  begunBy,
  byMessage,
  freeSlot,
  hasValue,
  idIn,
  inLine,
  isAnswered,
  makeSharedQueue,
  offerTask,
  slotCount,
  takeTask,
  valueIn,
  withdrawTask,
} from "../src/internal/pool/shared-queue.ts";
import { lookNoMore, mayLook } from "../src/internal/pool/takers.ts";

describe("a shared queue", () => {
  it("hands out each task once, in order, but for those withdrawn, and keeps each argument and answer", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("offer" as const), count: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ kind: fc.constant("take" as const), count: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ kind: fc.constant("withdraw" as const), count: fc.integer({ min: 0, max: 80 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const queue = makeSharedQueue();
        const waiting: { id: number; slot: number }[] = [];
        let next = 0;
        for (const { kind, count } of steps) {
          if (kind === "withdraw") {
            const [task] = waiting.splice(count, 1);
            if (task !== undefined) expect(withdrawTask(queue, task.slot)).toBe(true);
          }
          for (let i = 0; i < count && kind === "offer"; i++) {
            const slot = offerTask(queue, next, 3, { number: next });
            if (slot < 0) break;
            waiting.push({ id: next++, slot });
          }
          for (let i = 0; i < count && kind === "take"; i++) {
            const slot = takeTask(queue, 5);
            const first = waiting.shift();
            expect(slot).toBe(first?.slot ?? -1);
            if (slot < 0) continue;
            expect(idIn(queue, slot)).toBe(first?.id);
            expect(valueIn(queue, slot)).toEqual({ number: first?.id });
            expect(begunBy(queue, slot)).toBe(5);
            expect(withdrawTask(queue, slot)).toBe(false);
            answerTask(queue, 5, slot, idIn(queue, slot) + 1, "another's");
            expect(isAnswered(queue, slot)).toBe(false);
            answerTask(queue, 5, slot, idIn(queue, slot), `answer ${first?.id}`);
            expect(isAnswered(queue, slot)).toBe(true);
            expect(valueIn(queue, slot)).toBe(`answer ${first?.id}`);
            freeSlot(queue, slot);
          }
          expect(inLine(queue)).toBeGreaterThanOrEqual(waiting.length);
        }
      }),
    );
  });

  it("takes in as many as it has slots, and more when one is free", () => {
    const queue = makeSharedQueue();
    for (let id = 0; id < slotCount; id++) expect(offerTask(queue, id, 0, id)).toBeGreaterThanOrEqual(0);
    expect(offerTask(queue, slotCount, 0, 0)).toBe(-1);
    const slot = takeTask(queue, 0);
    expect(offerTask(queue, slotCount, 0, 0)).toBe(-1);
    freeSlot(queue, slot);
    expect(offerTask(queue, slotCount, 0, 0)).toBe(slot);
  });

  it("has room for others when all that fill the line were withdrawn, and none has passed them", () => {
    const queue = makeSharedQueue();
    const slots = Array.from({ length: slotCount }, (_, id) => offerTask(queue, id, 0, id));
    for (const slot of slots) withdrawTask(queue, slot);
    for (let id = 100; id < 100 + slotCount; id++)
      expect(offerTask(queue, id, 0, id)).toBeGreaterThanOrEqual(0);
    for (let id = 100; id < 100 + slotCount; id++) expect(idIn(queue, takeTask(queue, 0))).toBe(id);
  });

  it("puts no task in the place of one that was withdrawn", () => {
    const queue = makeSharedQueue();
    const slots = Array.from({ length: slotCount }, (_, id) => offerTask(queue, id, 0, id));
    takeTask(queue, 0);
    withdrawTask(queue, slots[2] as number);
    expect(offerTask(queue, 1_000, 0, 0)).toBe(-1);
    expect(idIn(queue, takeTask(queue, 0))).toBe(1);
    expect(offerTask(queue, 1_000, 0, 0)).toBe(slots[2]);
    expect(idIn(queue, takeTask(queue, 0))).toBe(3);
  });

  it("leaves to the messages what throws when it is read", () => {
    const queue = makeSharedQueue();
    const trap = {
      get bait() {
        throw new Error("caught");
      },
    };
    expect(hasValue(queue, offerTask(queue, 0, 0, trap))).toBe(false);
    const slot = takeTask(queue, 0);
    expect(beginTaken(queue, 0, slot)).toBe(true);
    expect(answerTask(queue, 0, slot, 0, trap)).toBe(false);
    expect(answerTask(queue, 0, slot, 0, 1)).toBe(true);
  });

  it("reports that an argument that is not small must be fetched", () => {
    const queue = makeSharedQueue();
    const slots = [1, byMessage, "x".repeat(10_000)].map((value, id) => offerTask(queue, id, 0, value));
    expect(slots.map((slot) => hasValue(queue, slot))).toEqual([true, false, false]);
  });

  it("lets only the given number of takers poll in vain, and another when one has found something", () => {
    const queue = makeSharedQueue();
    const allowed = (threads: readonly number[]) => threads.filter((thread) => mayLook(queue, thread, 2));
    expect(allowed([7, 31, 0, 7])).toEqual([7, 31, 7]);
    lookNoMore(queue, 0);
    expect(allowed([0])).toEqual([]);
    lookNoMore(queue, 31);
    expect(allowed([0, 31, 7])).toEqual([0, 7]);
  });

  it("hands out each task to one thread while three take and some are withdrawn, and loses none", async () => {
    const queue = makeSharedQueue();
    const total = 20_000;
    const takenBy = new Int32Array(new SharedArrayBuffer(4 * total));
    const over = new Int32Array(new SharedArrayBuffer(4));
    const file = new URL("./shared-queue-takers.worker.ts", import.meta.url);
    const takers = [1, 2, 3].map(
      (number) => new Worker(file, { workerData: { queue, number, takenBy, over } }),
    );
    const withdrawn = new Set<number>();
    const slots = new Map<number, number>();
    let offered = 0;
    while (offered < total || slots.size > 0) {
      for (const [slot, id] of slots) {
        if (isAnswered(queue, slot)) {
          expect(valueIn(queue, slot)).toBe(id);
          freeSlot(queue, slot);
        } else if (id % 7 === 0 && withdrawTask(queue, slot)) withdrawn.add(id);
        else continue;
        slots.delete(slot);
      }
      for (let slot = 0; offered < total && slot >= 0; ) {
        slot = offerTask(queue, offered, 0, offered);
        if (slot >= 0) slots.set(slot, offered++);
      }
      // Lets the threads be loaded, and takes turns with them where there are fewer cores.
      await new Promise((resolve) => setImmediate(resolve));
    }
    Atomics.store(over, 0, 1);
    await Promise.all(takers.map((taker) => new Promise((resolve) => taker.once("exit", resolve))));
    const wrong = Array.from(takenBy).flatMap((times, id) =>
      times === (withdrawn.has(id) ? 0 : 1) ? [] : [id],
    );
    expect(wrong).toEqual([]);
  });
});
