// The tasks of a pool on its own thread, and the line in which they wait to be handed out.
import type { Job } from "./pool-thread.ts";

/** First come, first served. Leaving costs the same wherever a job stands, and keeps no memory for long. */
export class JobLine {
  #jobs: (Job | undefined)[] = [];
  #first = 0;
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  push(job: Job): void {
    job.where = "line";
    this.#jobs.push(job);
    this.#size += 1;
  }

  /** Puts jobs before all others, in their order. */
  unshift(jobs: readonly Job[]): void {
    for (const job of jobs) job.where = "line";
    const from = this.#first - jobs.length;
    if (from < 0) {
      this.#jobs = [...jobs, ...this.#jobs.slice(this.#first)];
      this.#first = 0;
    } else {
      for (const [i, job] of jobs.entries()) this.#jobs[from + i] = job;
      this.#first = from;
    }
    this.#size += jobs.length;
  }

  /** Takes the first one out. */
  shift(): Job | undefined {
    while (this.#first < this.#jobs.length) {
      const job = this.#jobs[this.#first];
      this.#jobs[this.#first++] = undefined;
      if (this.#first === this.#jobs.length) this.#reset([]);
      // An array's own shift moves all that are left, each time.
      else if (this.#first > 1_024 && 2 * this.#first > this.#jobs.length) {
        this.#reset(this.#jobs.slice(this.#first));
      }
      if (job === undefined || job.where !== "line") continue;
      this.#size -= 1;
      job.where = "moving";
      return job;
    }
    return undefined;
  }

  /** A job that waited is over. Its cell is passed over later, or dropped with others when they are the most. */
  left(): void {
    this.#size -= 1;
    const cells = this.#jobs.length - this.#first;
    if (cells > 64 && cells > 2 * this.#size) this.#reset(this.all());
  }

  /** All that wait. */
  all(): Job[] {
    return this.#jobs.slice(this.#first).filter((job) => job?.where === "line") as Job[];
  }

  #reset(jobs: (Job | undefined)[]): void {
    this.#jobs = jobs;
    this.#first = 0;
  }
}

/** Whether a job is settled. */
export function isOver({ where }: Job): boolean {
  return where === "over";
}
