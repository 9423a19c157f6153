// Takes tasks until it is over, counts how often each was taken, and answers with their arguments.
import { workerData } from "node:worker_threads";
import { answerTask, idIn, type SharedQueue, takeTask, valueIn } from "../src/internal/pool/shared-queue.ts";

const { queue, number, takenBy, over } = workerData as {
  queue: SharedQueue;
  number: number;
  takenBy: Int32Array<SharedArrayBuffer>;
  over: Int32Array<SharedArrayBuffer>;
};

while (Atomics.load(over, 0) === 0) {
  const slot = takeTask(queue, number);
  if (slot < 0) {
    Atomics.wait(over, 0, 0, 0.1);
    continue;
  }
  Atomics.add(takenBy, idIn(queue, slot), 1);
  answerTask(queue, number, slot, idIn(queue, slot), valueIn(queue, slot));
}
