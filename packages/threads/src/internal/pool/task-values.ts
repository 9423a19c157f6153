// Arguments and results in a message. A structured clone makes a bare `Error` of most errors, each runtime in its own
// way; so one that is itself an argument or a result travels as a thrown one does: taken apart, under an id that marks
// it.
import { type FailureData, fromFailureData, isError, toFailureData } from "./failure.ts";

/** Appends a run: id, task and argument. */
export function pushRun(runs: unknown[], id: number, task: string, argument: unknown): void {
  if (isError(argument)) runs.push(~id, task, toFailureData(argument));
  else runs.push(id, task, argument);
}

/** Appends what was done: id and result. */
export function pushDone(done: unknown[], id: number, result: unknown): void {
  if (isError(result)) done.push(~id, toFailureData(result));
  else done.push(id, result);
}

/** The id of a run or a result. */
export function idOf(sentId: unknown): number {
  const id = sentId as number;
  return id < 0 ? ~id : id;
}

/** The argument or the result that came with an id. */
export function decode(sentId: unknown, value: unknown): unknown {
  return (sentId as number) < 0 ? fromFailureData(value as FailureData) : value;
}
