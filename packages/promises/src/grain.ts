// grain on promises.
//
// Start: calling an async function runs it to its end, because nothing in it waits. Cancel: the signal is looked at before
// each task, and cannot change meanwhile: they compute within one turn of the loop. Fail: the promise rejects, and whoever
// awaits it hears. Cost: a promise a task. Nobody computes beside another.
import type { GrainInput, GrainOutput } from "@byturns/spec/grain";
import { compute, type Stage } from "@byturns/stage";

/** Computes all tasks. Rejects when the stage's signal is aborted. */
export async function grain({ tasks, units }: GrainInput, stage: Stage): Promise<GrainOutput> {
  const task = async (number: number) => {
    stage.signal.throwIfAborted();
    return stage.running(`task ${number}`, () => compute(units, number));
  };
  return { digests: await Promise.all(Array.from({ length: tasks }, (_, number) => task(number))) };
}
