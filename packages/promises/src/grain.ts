// grain on promises.
//
// Start: calling an async function runs it to its end, because nothing in it waits. Cancel: the signal is checked
// before each task, and cannot change meanwhile: they compute within one turn of the loop. Fail: the rejection reaches
// the awaiting caller. Cost: one promise per task. No two tasks compute at the same time.

import { compute, type ExampleContext } from "@byturns/context";
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";

/** Computes all tasks. Rejects when the context's signal is aborted. */
export async function grain({ tasks, units }: GrainInput, context: ExampleContext): Promise<GrainOutput> {
  const task = async (number: number) => {
    context.signal.throwIfAborted();
    return context.running(`task ${number}`, () => compute(units, number));
  };
  return { digests: await Promise.all(Array.from({ length: tasks }, (_, number) => task(number))) };
}
