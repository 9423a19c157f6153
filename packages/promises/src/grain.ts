// grain on promises.
//
// Start: calling an async function runs it to its end, because nothing in it waits. Cancel: the signal is looked at before
// each task, and cannot change meanwhile: they compute within one turn of the loop. Fail: the promise rejects, and whoever
// awaits it hears. Cost: a promise a task. Nobody computes beside another.

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
