// What must hold of every retry.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { enough, equal, onEverySchedule, type Property, so } from "./property.ts";

/** The options of a retry. */
export interface RetryPolicy {
  readonly retries: number;
  readonly baseMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly jitter: number;
  readonly seed: number;
  readonly withinMs: number | null;
}

/** Any implementation of a retry. It may lack some options. */
export type Retry = <Result>(
  task: (attempt: number, signal: AbortSignal) => Promise<Result>,
  policy: RetryPolicy,
  options: {
    readonly signal: AbortSignal;
    readonly retryIf: () => boolean;
    /** Called as each delay begins. */
    readonly onRetry: (delayMs: number) => void;
  },
) => Promise<Result>;

const ofPolicy = {
  retries: fc.nat(4),
  baseMs: fc.nat(3),
  factor: fc.constantFrom(1, 1.5, 2),
  maxMs: fc.nat(5),
  jitter: fc.constantFrom(0, 0.5, 1),
  seed: fc.integer(),
  withinMs: fc.oneof(fc.constant(null), fc.nat(8)),
};

/** Inputs of the example. */
export const retryInput = fc.record({
  calls: fc.array(
    fc.record({ failures: fc.nat(4), pauseMs: fc.nat(2), permanent: fc.nat(3).map((drawn) => drawn === 0) }),
    { maxLength: 4 },
  ),
  ...ofPolicy,
  observe: fc.constantFrom(true, true, true, false),
});

/** The properties of a retry. */
export function retryProperties(retry: Retry): readonly Property[] {
  const policy = fc.record(ofPolicy);
  return [
    onEverySchedule(
      "tries as often as it may, with delays that grow and stay within their bounds",
      fc.tuple(policy, fc.nat(5)),
      async ([policy, failures], schedule) => {
        const begun: number[] = [];
        const tried = retry(
          async (attempt) => {
            begun.push(schedule.nowMs());
            equal(attempt, begun.length, "the number of the attempt");
            await schedule.shuffle();
            if (attempt <= failures) throw new RangeError(`attempt ${attempt}`);
            return attempt;
          },
          { ...policy, withinMs: null },
          { signal: schedule.signal().signal, retryIf: () => true, onRetry: () => {} },
        );
        const result = await tried.catch((error: unknown) => error);
        const attempts = Math.min(failures, policy.retries) + 1;
        equal(begun.length, attempts, "the attempts");
        equal(result, attempts > failures ? attempts : new RangeError(`attempt ${attempts}`), "the result");
        let fullMs = policy.baseMs;
        begun.slice(1).forEach((atMs, i) => {
          const mostMs = Math.min(fullMs, policy.maxMs);
          const tookMs = atMs - (begun[i] as number);
          so(tookMs <= mostMs + 1e-9, `a delay took ${tookMs} ms, and may take ${mostMs}`);
          const leastMs = mostMs * (1 - policy.jitter);
          so(tookMs >= leastMs - 1e-9, `a delay took ${tookMs} ms, and must take ${leastMs}`);
          fullMs *= policy.factor;
        });
      },
    ),
    onEverySchedule(
      "begins nothing after its time, and nothing once it has settled, wherever it is canceled",
      fc.tuple(policy, fc.oneof(fc.constant(null), fc.nat(12))),
      async ([policy, cancelMs], schedule) => {
        const { signal } = schedule.signal(cancelMs ?? undefined, enough);
        let begun = 0;
        const tried = retry(
          async () => {
            begun += 1;
            const nowMs = schedule.nowMs();
            const mostMs = policy.withinMs ?? Infinity;
            so(nowMs <= mostMs, `an attempt began at ${nowMs} ms, and must within ${mostMs}`);
            so(!signal.aborted, "an attempt began after it was canceled");
            await pause(1);
            await schedule.shuffle();
            throw new RangeError("failed");
          },
          policy,
          { signal, retryIf: () => true, onRetry: () => {} },
        );
        const error = await tried.catch((error: unknown) => error);
        so(error === enough || error instanceof RangeError, `it failed with ${error}, which nobody made`);
        const atSettling = begun;
        await pause(30);
        equal(begun, atSettling, "the attempts some time later");
      },
    ),
    onEverySchedule("delays the same from the same seed", policy, async (policy, schedule) => {
      const once = async () => {
        const delays: number[] = [];
        const fail = () => Promise.reject(new RangeError("failed"));
        const { signal } = schedule.signal();
        const onRetry = (delayMs: number) => delays.push(delayMs);
        await retry(fail, { ...policy, withinMs: null }, { signal, retryIf: () => true, onRetry }).catch(
          () => {},
        );
        return delays;
      };
      equal(await once(), await once(), "the delays");
    }),
  ];
}
