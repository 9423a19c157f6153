// Our fibers under the settings of Effect, each by itself, and other ways to fork. Loads Effect: models import it.
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import type * as Fiber from "effect/Fiber";
import * as References from "effect/References";
import { MaxOpsBeforeYield, MixedScheduler, PreventSchedulerYield, Scheduler } from "effect/Scheduler";

/** As our fibers run: no span is recorded. */
const usual: Context.Context<never> = Context.make(References.TracerEnabled, false);

const levers = {
  fibers: usual,
  "fibers-sync": Context.add(usual, Scheduler, new MixedScheduler("sync")),
  "fibers-unyielding": Context.add(usual, PreventSchedulerYield, true),
  "fibers-128-ops": Context.add(usual, MaxOpsBeforeYield, 128),
  "fibers-lean": Context.empty(),
} as const satisfies Readonly<Record<string, Context.Context<never>>>;

/** A setting, by the name of its model. */
export type Lever = keyof typeof levers;

/** Runs an effect under a setting. */
export const run = <A, E>(lever: Lever, effect: Effect.Effect<A, E>, signal: AbortSignal): Promise<A> =>
  Effect.runPromiseWith(levers[lever] as Context.Context<never>)(effect, { signal });

/** How a task is forked. `atOnce`: it begins while it is forked, and otherwise when the scheduler comes to it. */
export type Fork = <A>(task: Effect.Effect<A>, atOnce: boolean) => Effect.Effect<Fiber.Fiber<A>>;

/** By the name of the model. */
export const forks = {
  "fibers-detached": (task, atOnce) => Effect.forkDetach(task, { startImmediately: atOnce }),
  "fibers-fork-join": (task, atOnce) => Effect.forkChild(task, { startImmediately: atOnce }),
  "fibers-in-turn": (task) => Effect.forkChild(task),
} as const satisfies Readonly<Record<string, Fork>>;
