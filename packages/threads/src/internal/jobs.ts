// The tasks of a pool on this side, and the line in which they wait to be handed out.
import type { MessagePort } from "node:worker_threads";

/** A task that was asked for, until it is over. */
export interface Job {
  /** What it is known by on both sides. */
  readonly id: number;
  readonly task: string;
  readonly argument: unknown;
  readonly transfer: readonly (ArrayBuffer | MessagePort)[];
  readonly signal: AbortSignal;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** In the line, in a thread's hands by message, in the queue in shared memory; or settled, and to be forgotten. */
  where: "queue" | "thread" | "offered" | "over";
  /** Its place in shared memory; -1 where it has none. */
  slot: number;
}

/** First come, first served; those that are over are passed over, so that giving up costs the same wherever one stands. */
export interface JobLine {
  /** How many stand in it; those that are over count until they are passed. */
  readonly size: number;
  push(job: Job): void;
  /** Puts back the one that was taken last. */
  unshift(job: Job): void;
  shift(): Job | undefined;
  /** All that stand in it. */
  all(): Job[];
}

/** Makes an empty line. */
export function makeJobLine(): JobLine {
  let jobs: (Job | undefined)[] = [];
  let first = 0;
  return {
    get size() {
      return jobs.length - first;
    },
    push: (job) => {
      jobs.push(job);
    },
    unshift: (job) => {
      if (first === 0) jobs.unshift(job);
      else jobs[--first] = job;
    },
    all: () => jobs.slice(first).filter((job) => job !== undefined),
    shift: () => {
      while (first < jobs.length) {
        const job = jobs[first];
        jobs[first++] = undefined;
        if (first === jobs.length) {
          jobs = [];
          first = 0;
        } else if (first > 1_024 && 2 * first > jobs.length) {
          // An array's own shift moves all that are left, each time.
          jobs = jobs.slice(first);
          first = 0;
        }
        if (job !== undefined && job.where !== "over") return job;
      }
      return undefined;
    },
  };
}
