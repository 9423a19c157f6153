// Runs one fork after another: sets up the fixtures, runs the process, checks its outputs.
import { realpath } from "node:fs/promises";
import { type Fixtures, makeFixtures } from "@byturns/fixtures";
import type { Job, Outcome, Trace } from "@byturns/record";
import type { AnySpec, Permissions } from "@byturns/spec";
import type { FoundRuntime } from "../api.ts";
import { type ForkEnd, type ForkOptions, runFork } from "./fork.ts";
import { Guard } from "./guard.ts";
import { judge, memoryKills } from "./judge.ts";
import { memoryLimitBytes } from "./memory.ts";

/** What one fork does. */
export interface ForkTask extends Pick<ForkOptions, "signal" | "onLine"> {
  /** The folder of the sources to run. Default: the workbench's. */
  readonly root?: string;
  readonly spec: AnySpec;
  readonly model: string;
  /** Permissions of the model itself, in addition to the example's. */
  readonly needs?: Permissions | undefined;
  readonly runtime: Pick<FoundRuntime, "path" | "kind">;
  /** A program, and its arguments, that starts the runtime. Default: none. */
  readonly before?: readonly string[];
  /** Fixtures not yet filled in. */
  readonly input: unknown;
  readonly job: Omit<Job, "token" | "startedAtMs" | "example" | "model" | "input">;
  readonly limitMs: number;
}

/** The fork's result. `interrupted`: the signal ended it, and there is nothing to record. */
export interface ForkDone {
  readonly end: ForkEnd;
  readonly outcome: Outcome | "interrupted";
  readonly outputs: readonly unknown[];
  readonly trace: Trace | undefined;
}

/** Runs forks one at a time, with the same fixtures around all of them. */
export class Workbench implements AsyncDisposable {
  readonly #root: string;
  readonly #fixtures: Fixtures = makeFixtures();
  readonly #graceMs: number;
  readonly #guard: Guard;

  /** @param graceMs how long a fork may take to end after its result, or after it was asked to end. */
  constructor(root: string, graceMs = 2_000) {
    this.#root = root;
    this.#graceMs = graceMs;
    this.#guard = new Guard(graceMs);
  }

  /** @throws Error when a fixture cannot be set up or the process cannot be started. */
  async fork(task: ForkTask): Promise<ForkDone> {
    const { spec, model, needs, runtime, job, limitMs, signal, onLine } = task;
    await this.#fixtures.clear();
    const input = await this.#fixtures.fill(task.input);
    const permissions = await this.#fixtures.fill(
      await withRuntime(both(spec.permissions, needs), runtime.path),
    );
    const killsBefore = memoryKills();
    const end = await runFork({
      root: task.root ?? this.#root,
      runtime,
      permissions,
      before: [...this.#fixtures.before(task.input), ...(task.before ?? [])],
      job: {
        ...job,
        example: spec.id,
        model,
        input,
        ...(spec.module === undefined ? {} : { module: spec.module }),
      },
      limitMs,
      limitBytes: memoryLimitBytes(),
      graceMs: this.#graceMs,
      signal,
      onLine,
      onStarted: (guarded) => this.#guard.watch(guarded),
    });
    const { result } = end;
    const outputs = result?.outputs ?? [];
    if (end.ended === "signal") return { end, outcome: "interrupted", outputs, trace: result?.trace };
    const starved = memoryKills() > killsBefore;
    const runInfo = { model, threads: job.threads };
    return {
      end,
      outcome: judge(end, spec, input, runInfo, limitMs, starved),
      outputs,
      trace: result?.trace,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#guard[Symbol.dispose]();
    await this.#fixtures[Symbol.asyncDispose]();
  }
}

/**
 * The runtime's own program, if it may be run, with all links resolved, because that is the path permissions are
 * checked against.
 */
async function withRuntime(permissions: Permissions, path: string): Promise<Permissions> {
  const { run = [] } = permissions;
  if (!run.includes("{runtime}")) return permissions;
  const program = await realpath(path);
  return { ...permissions, run: run.map((command) => (command === "{runtime}" ? program : command)) };
}

/** The union of two sets of permissions. */
function both(one: Permissions = {}, other: Permissions = {}): Permissions {
  const kinds = ["read", "write", "net", "run", "env", "sys"] as const;
  return Object.fromEntries(kinds.map((kind) => [kind, [...(one[kind] ?? []), ...(other[kind] ?? [])]]));
}
