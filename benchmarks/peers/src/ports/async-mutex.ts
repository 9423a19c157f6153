// async-mutex: semaphores and mutexes, with priorities and weights.
import type { Permits } from "@byturns/schedules/properties/permits";
import { Mutex, Semaphore } from "async-mutex";
import { type Helpers, peer } from "../helpers.ts";

/** It can only cancel the waiting of all callers; one that gives up checks for that when its turn comes. */
const patiently =
  (lock: Pick<Mutex, "runExclusive">): Permits["run"] =>
  (task, { signal }) =>
    lock.runExclusive(() => {
      signal?.throwIfAborted();
      return task();
    });

export const helpers: Helpers = {
  "semaphore-pool": {
    full: (permits) => {
      const semaphore = new Semaphore(permits);
      return { run: patiently(semaphore), idle: () => semaphore.getValue() === permits };
    },
    bare: (permits) => {
      const semaphore = new Semaphore(permits);
      return (task) => semaphore.runExclusive(task);
    },
  },
  mutex: {
    full: () => {
      const mutex = new Mutex();
      return { run: patiently(mutex), idle: () => !mutex.isLocked() };
    },
    bare: () => {
      const mutex = new Mutex();
      return (task) => mutex.runExclusive(task);
    },
  },
};

export const port = peer("async-mutex", helpers);
