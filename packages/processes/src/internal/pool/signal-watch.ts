// Which jobs an aborted signal cancels. A listener for each job would make adding and removing one ever slower.
import type { Job } from "./jobs.ts";

interface Watched {
  readonly jobs: Set<Job>;
  readonly onAbort: () => void;
}

/** Cancels jobs when their signals are aborted. */
export class SignalWatch {
  readonly #cancel: (job: Job) => void;
  readonly #watched = new Map<AbortSignal, Watched>();
  readonly #usual: AbortSignal;

  /** @param usual the signal of most jobs: listened to until `close`, whether it has jobs or not. */
  constructor(usual: AbortSignal, cancel: (job: Job) => void) {
    this.#usual = usual;
    this.#cancel = cancel;
    this.#watch(usual);
  }

  add(job: Job): void {
    (this.#watched.get(job.signal) ?? this.#watch(job.signal)).jobs.add(job);
  }

  remove(job: Job): void {
    const watched = this.#watched.get(job.signal);
    if (watched === undefined) return;
    watched.jobs.delete(job);
    if (watched.jobs.size > 0 || job.signal === this.#usual) return;
    this.#watched.delete(job.signal);
    job.signal.removeEventListener("abort", watched.onAbort);
  }

  close(): void {
    for (const [signal, { onAbort }] of this.#watched) signal.removeEventListener("abort", onAbort);
    this.#watched.clear();
  }

  #watch(signal: AbortSignal): Watched {
    const jobs = new Set<Job>();
    const onAbort = () => {
      for (const job of jobs) this.#cancel(job);
    };
    const watched = { jobs, onAbort };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#watched.set(signal, watched);
    return watched;
  }
}
