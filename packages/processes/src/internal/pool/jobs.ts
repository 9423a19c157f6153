// The tasks of a pool that are not over, and the queue in which they wait for a process.

/** What a running task may ask its caller: functions of one argument, by name. */
// biome-ignore lint/suspicious/noExplicitAny: each question types its own argument.
export type Answers = Readonly<Record<string, (argument: any) => unknown>>;

/** One task, from the call until it is over. */
export interface Job {
  /** The same on both sides. */
  readonly id: number;
  readonly task: string;
  readonly argument: unknown;
  readonly signal: AbortSignal;
  readonly answers: Answers;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  state: "queued" | "sent" | "over";
}

/** First in, first out. Jobs that are over are skipped, so that canceling one costs the same wherever it stands. */
export class JobQueue {
  #jobs: (Job | undefined)[] = [];
  #first = 0;

  /** How many are queued; those that are over count until they are skipped. */
  get size(): number {
    return this.#jobs.length - this.#first;
  }

  push(job: Job): void {
    this.#jobs.push(job);
  }

  /** Removes the first job that is not over; undefined where there is none. */
  shift(): Job | undefined {
    while (this.#first < this.#jobs.length) {
      const job = this.#jobs[this.#first];
      this.#jobs[this.#first++] = undefined;
      if (this.#first === this.#jobs.length || (this.#first > 1_024 && 2 * this.#first > this.#jobs.length)) {
        // An array's own shift moves all that are left, each time.
        this.#jobs = this.#jobs.slice(this.#first);
        this.#first = 0;
      }
      if (job !== undefined && job.state !== "over") return job;
    }
    return undefined;
  }
}
