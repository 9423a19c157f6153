// Another machine as an executor: all forks are ordered immediately, and answers are taken in order.
import { setTimeout as wait } from "node:timers/promises";
import type { Executor } from "@byturns/lab/executor";
import type { PlannedRuntime } from "@byturns/record";
import { beginRun, type Hello, membersOf, withdrawRun } from "./board.ts";
import type { Engine, Tables } from "./engine.ts";
import { FleetRefused, reasonOf } from "./errors.ts";
import { type Order, orderOf } from "./order.ts";
import type { Sources } from "./sources.ts";
import type { Recorded } from "./spool.ts";

/** The options of a remote executor. */
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
  | { readonly _tag: "reachable" }
  /** The database did not respond when a run was to be withdrawn, so its machine continues with it. */
  | { readonly _tag: "notWithdrawn"; readonly run: string; readonly why: string };

/**
 * A machine of a fleet as an executor.
 *
 * If the caller stops waiting, orders that have not begun are withdrawn. If its process is killed, they are not: the
 * machine continues, and its answers wait in storage.
 */
export function remoteExecutor(options: RemoteOptions): Executor {
  const { engine, tables, name, hello, sources, runtimes, onEvent } = options;
  const { commit, dirty } = sources;
  let running: string | undefined;
  return {
    machine: { ...hello.machine, name },
    // The commit is the one that both sides agreed on; only the machine can tell what its processes run.
    sources: { ...hello.measured, commit, dirty },
    async *run(plan, forks, signal = new AbortController().signal) {
      running = plan.id;
      const asked = await persistently(() => beginRun(tables, plan.id, name), signal);
      if (asked === undefined) return;
      const orders = forks.map((fork) => orderOf(plan, fork, { machine: name, asked, sources, runtimes }));
      const sent = orders.map(() => Promise.withResolvers<void>());
      const stopped = new AbortController();
      const ends = AbortSignal.any([signal, stopped.signal]);
      let unsent: unknown;
      const sending = send(orders, sent, ends).catch((error) => {
        unsent = error;
        for (const { resolve } of sent) resolve();
      });
      let done = 0;
      try {
        for (const [i, order] of orders.entries()) {
          await sent[i]?.promise;
          if (unsent !== undefined) throw unsent;
          const answer = await persistently(() => engine.answer(order, ends), ends);
          if (answer === undefined || answer._tag === "withdrawn") return;
          if (answer._tag === "refused")
            throw new FleetRefused(`${name} does not take the plan: ${answer.why}`);
          const { record, trace } = answer;
          if (!isOf(order, answer)) {
            throw new FleetRefused(
              `${name} was asked for ${order.cell.id} in round ${order.round} of ${order.run}, and answered ${record.cell} in round ${record.round} of ${record.plan}`,
            );
          }
          done += 1;
          yield { record, trace };
        }
      } finally {
        stopped.abort();
        await sending;
        // Whatever the reason, orders no longer awaited must not occupy the machine.
        if (done < orders.length) {
          await withdrawRun(tables, plan.id, name).catch((error) =>
            onEvent?.({ _tag: "notWithdrawn", run: plan.id, why: reasonOf(error) }),
          );
        }
      }
    },
    async disturbances() {
      const members = await membersOf(tables).catch(() => []);
      const meanwhile = members.find((member) => member.name === name)?.hello?.meanwhile;
      return meanwhile?.run === running ? (meanwhile?.conditions ?? []) : [];
    },
    async [Symbol.asyncDispose]() {},
  };

  /** One after the other, because a machine takes orders in their order of arrival. */
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

  /** Retries until it succeeds, is refused, or the signal is aborted: repeated orders are done once. */
  async function persistently<A>(openExample: () => Promise<A>, ends: AbortSignal): Promise<A | undefined> {
    for (let lost = false; !ends.aborted; ) {
      try {
        const done = await openExample();
        if (lost) onEvent?.({ _tag: "reachable" });
        return done;
      } catch (error) {
        if (ends.aborted) return undefined;
        if (error instanceof FleetRefused) throw error;
        if (!lost) onEvent?.({ _tag: "unreachable", why: reasonOf(error) });
        lost = true;
        await wait(1_000, undefined, { signal: ends }).catch(() => {});
      }
    }
    return undefined;
  }
}

/** Whether a record belongs to the ordered fork: any writer to the database could have put it there. */
function isOf({ run, round, cell }: Order, { record, trace }: Recorded): boolean {
  const isRecord = record.plan === run && record.round === round && record.cell === cell.id;
  return isRecord && (trace === undefined || (trace.cell === cell.id && trace.round === round));
}
