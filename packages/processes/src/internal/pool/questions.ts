// What tasks ask their callers: answered at once where the answer is there, and with the others of the same turn.
import { toFailureData } from "@byturns/threads/internal/pool/failure";
import { Batch } from "../batch.ts";
import { noQuestion } from "../protocol.ts";
import type { Child } from "./child.ts";

/** Answers the questions of a pool's children. */
export class Questions {
  readonly #batches = new WeakMap<Child, Batch>();

  /** @param asks four values a question: its job's id, its own, its name and its argument. */
  receive(child: Child, asks: readonly unknown[]): void {
    for (let i = 0; i < asks.length; i += 4)
      this.#answer(child, asks[i] as number, asks[i + 1] as number, asks[i + 2] as string, asks[i + 3]);
  }

  #answer(child: Child, jobId: number, id: number, question: string, argument: unknown): void {
    const refuse = (error: unknown) => {
      if (id !== noQuestion) child.send({ refused: id, failure: toFailureData(error) });
    };
    const answer = child.jobs.get(jobId)?.answers[question];
    if (answer === undefined) {
      refuse(new RangeError(`The caller of this task answers no question "${question}"`));
      return;
    }
    try {
      const value = answer(argument);
      if (id === noQuestion) return;
      if (value instanceof Promise) value.then((later) => this.#batchOf(child).add(id, later), refuse);
      else this.#batchOf(child).add(id, value);
    } catch (error) {
      refuse(error);
    }
  }

  #batchOf(child: Child): Batch {
    let batch = this.#batches.get(child);
    if (batch === undefined) {
      batch = new Batch((answers) => sendAnswers(child, answers));
      this.#batches.set(child, batch);
    }
    return batch;
  }
}

function sendAnswers(child: Child, answers: readonly unknown[]): void {
  try {
    child.send({ answers });
  } catch (error) {
    // One of them cannot be sent, and the others can.
    if (answers.length > 2)
      for (let i = 0; i < answers.length; i += 2) sendAnswers(child, answers.slice(i, i + 2));
    else child.send({ refused: answers[0] as number, failure: toFailureData(error) });
  }
}
