// Another machine, as a place where forks run: everything is ordered at once, and answers are taken in order.
import { setTimeout as wait } from "node:timers/promises";
import type { Place, PlannedFork, PlanPart } from "@byturns/lab/place";
import type { PlannedRuntime } from "@byturns/record";
import { beginRun, type Hello, withdrawRun } from "./board.ts";
import type { Engine, Tables } from "./engine.ts";
import { FleetRefused, reasonOf } from "./errors.ts";
import type { Order } from "./order.ts";
import type { Sources } from "./sources.ts";

/** What a machine's place is told. */
export interface RemoteOptions {
  readonly engine: Engine;
  readonly tables: Tables;
  readonly name: string;
  readonly hello: Hello;
  readonly sources: Sources;
  readonly runtimes: readonly Pick<PlannedRuntime, "key" | "id" | "version">[];
  readonly onEvent?: (event: RemoteEvent) => void;
}

/** What happens on the way to a machine. */
export type RemoteEvent =
  | { readonly _tag: "enqueued"; readonly forks: number; readonly ms: number }
  | { readonly _tag: "unreachable"; readonly why: string }
  | { readonly _tag: "reachable" };

/**
 * A machine of a fleet as a place.
 *
 * Whoever stops waiting withdraws what has not begun. Whoever is killed does not: the machine goes on, and its
 * answers wait in storage.
 */
export function remotePlace(options: RemoteOptions): Place {
  const { engine, tables, name, hello, sources, runtimes, onEvent } = options;
  const { commit, dirty } = sources;
  return {
    machine: hello.machine,
    sources: { commit, dirty },
    async *run(plan, forks, signal = new AbortController().signal) {
      const asked = await persistently(() => beginRun(tables, plan.id, name), signal);
      if (asked === undefined) return;
      const orders = forks.map((fork) => orderOf(plan, fork, asked));
      const sent = orders.map(() => Promise.withResolvers<void>());
      const stopped = new AbortController();
      const ends = AbortSignal.any([signal, stopped.signal]);
      const sending = send(orders, sent, ends);
      let done = 0;
      try {
        for (const [i, order] of orders.entries()) {
          await sent[i]?.promise;
          const answer = await persistently(() => engine.answer(order, ends), ends);
          if (answer === undefined || answer._tag === "withdrawn") return;
          if (answer._tag === "refused")
            throw new FleetRefused(`${name} does not take the plan: ${answer.why}`);
          done += 1;
          yield { record: answer.record, trace: answer.trace };
        }
      } finally {
        stopped.abort();
        await sending;
        // Whatever the reason: what is not awaited any more must not occupy the machine.
        if (done < orders.length) await withdrawRun(tables, plan.id, name).catch(() => {});
      }
    },
    async [Symbol.asyncDispose]() {},
  };

  /** One after the other, because a machine takes them in the order in which they came. */
  async function send(
    orders: readonly Order[],
    sent: readonly PromiseWithResolvers<void>[],
    ends: AbortSignal,
  ): Promise<void> {
    const beganMs = performance.now();
    for (const [i, order] of orders.entries()) {
      await persistently(() => engine.send(order), ends);
      sent[i]?.resolve();
    }
    if (!ends.aborted) onEvent?.({ _tag: "enqueued", forks: orders.length, ms: performance.now() - beganMs });
  }

  /** Tries until it succeeds or the signal ends it: whatever is asked twice is done once. */
  async function persistently<A>(act: () => Promise<A>, ends: AbortSignal): Promise<A | undefined> {
    for (let lost = false; !ends.aborted; ) {
      try {
        const done = await act();
        if (lost) onEvent?.({ _tag: "reachable" });
        return done;
      } catch (error) {
        if (ends.aborted) return undefined;
        if (!lost) onEvent?.({ _tag: "unreachable", why: reasonOf(error) });
        lost = true;
        await wait(1_000, undefined, { signal: ends }).catch(() => {});
      }
    }
    return undefined;
  }

  function orderOf(plan: PlanPart, { round, place, kind, cell, trace }: PlannedFork, asked: number): Order {
    const { id, example, input, model, slowdown } = cell;
    const runtime = runtimes.find(({ key }) => key === cell.runtime);
    if (runtime === undefined) throw new RangeError(`The plan has no runtime for its cell ${id}`);
    return {
      run: plan.id,
      machine: name,
      asked,
      commit: sources.id,
      round,
      place,
      kind,
      trace,
      cell: {
        id,
        example,
        input,
        model,
        runtime: cell.runtime,
        ...(slowdown === undefined ? {} : { slowdown }),
      },
      runtime: { id: runtime.id, version: runtime.version },
      threads: plan.threads,
      warmUpMs: plan.profile.warmUpMs,
      measureMs: plan.profile.measureMs,
      timeLimitMs: plan.timeLimitMs,
    };
  }
}
