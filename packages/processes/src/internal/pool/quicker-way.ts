// Whether round trips are quicker with looking or with sleeping. While a core is free for each side, looking is: nothing has to be
// woken. Where others want the cores, a side that looks keeps the other one from running, and to sleep is quicker. So both are
// timed, and now and then a few trips go the other way.

/** So many trips are a trial; it ends sooner where it has taken longer than they take now. */
const trialTrips = 32;
/** How long after a trial comes the next: at first, and at most. */
const firstPauseMs = 10;
const longestPauseMs = 160;

/** Times round trips both ways. */
export class QuickerWay {
  #looks = true;
  /** What a trip takes the way that it goes now: an average in which old ones fade. */
  #usualMs: number | undefined;
  #trial: { trips: number; sumMs: number } | undefined;
  #pauseMs = firstPauseMs;
  #nextTrialMs: number | undefined;

  /** Whether the next trip is to look. */
  looksNow(nowMs: number): boolean {
    this.#nextTrialMs ??= nowMs + firstPauseMs;
    if (this.#trial === undefined && this.#usualMs !== undefined && nowMs >= this.#nextTrialMs)
      this.#trial = { trips: 0, sumMs: 0 };
    return this.#trial === undefined ? this.#looks : !this.#looks;
  }

  /** A trip has ended. */
  took(looked: boolean, ms: number, nowMs: number): void {
    const trial = this.#trial;
    if (trial === undefined) {
      if (looked === this.#looks)
        this.#usualMs = (this.#usualMs ?? ms) + (ms - (this.#usualMs ?? ms)) / trialTrips;
      return;
    }
    if (looked === this.#looks) return;
    trial.trips += 1;
    trial.sumMs += ms;
    const isSlower = trial.sumMs > trialTrips * (this.#usualMs ?? 0);
    if (!isSlower && trial.trips < trialTrips) return;
    this.#trial = undefined;
    if (isSlower) this.#pauseMs = Math.min(longestPauseMs, 2 * this.#pauseMs);
    else {
      this.#looks = looked;
      this.#usualMs = trial.sumMs / trial.trips;
      this.#pauseMs = firstPauseMs;
    }
    this.#nextTrialMs = nowMs + this.#pauseMs;
  }
}
