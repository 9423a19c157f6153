// One fork that explains a cell: its calls are timed, profiled or counted. It belongs to no plan and enters no verdict.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@byturns/fixtures/temporary-folder";
import type { Counts, Measurement, Outcome } from "@byturns/record";
import type { AnySpec } from "@byturns/spec";
import type { FoundRuntime } from "../api.ts";
import type { Catalog } from "../catalog.ts";
import { defaultThreads } from "../plan/cores.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type CountedCollections, logCollections } from "./log-collections.ts";
import type { ForkDone, Workbench } from "./workbench.ts";

/** What to explain. */
export interface ExplainTask {
  readonly example: string;
  readonly model: string;
  readonly runtime: FoundRuntime;
  /** The input itself; strings may hold fixtures. */
  readonly value: unknown;
  /** P, >= 1. Default: `max(2, min(cores, quota))`. */
  readonly threads?: number | undefined;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Makes calls longer by this share: 0.2 for 20 %. Only when timing. Default: 0. */
  readonly slowdown?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The purpose of a fork and its result. */
export interface ExplainedFork {
  readonly outcome: Outcome;
  /** Undefined if the calls did not complete. */
  readonly measurement: Measurement | undefined;
  /** Only with `counts`. */
  readonly counts: Counts | undefined;
  /** Only with `profile`: the files that the runtime wrote, the main thread's first. */
  readonly profiles: readonly { readonly name: string; readonly text: string }[];
  /** Only with `profile`: the garbage collections of all profiled calls. */
  readonly collections: CountedCollections | undefined;
}

/** How often a fork is run when the runtime cuts its profiles off. */
const mostAttempts = 3;

/** The time between two samples, in microseconds. */
const intervalUs = 200;

/**
 * Runs one fork that times, profiles or counts the calls of a cell. While profiled, the runtime also logs its garbage
 * collections, so that they are those of the profiled calls. A fork whose profile is cut off is run again,
 * up to 3 times in all: Deno ends without waiting for the profile that a worker thread still writes, and on a busy machine
 * its sampler may not get to run any more once the calls are over.
 *
 * @throws RangeError when the example does not exist, or the runtime cannot explain.
 * @throws DOMException `AbortError`, or the signal's abort reason.
 */
export async function explainFork(
  catalog: Catalog,
  bench: Pick<Workbench, "fork">,
  kind: "time" | "profile" | "counts",
  task: ExplainTask,
): Promise<ExplainedFork> {
  const { example, model, runtime, value, warmUpMs, measureMs, slowdown, signal } = task;
  const spec: AnySpec | undefined = Object.hasOwn(catalog.specs, example)
    ? catalog.specs[example]
    : undefined;
  if (spec === undefined) {
    throw new RangeError(
      `There is no example "${example}"; there are ${Object.keys(catalog.specs).join(", ")}`,
    );
  }
  for (let attempt = 1; ; attempt++) {
    await using folder = kind === "profile" ? await temporaryFolder() : undefined;
    const started = startedFor(kind, runtime.kind, folder?.path);
    const logged = folder && logCollections(started, join(folder.path, "collections.txt"));
    const done = await bench.fork({
      spec,
      model,
      needs: catalog.needs?.(model),
      ...(logged?.before === undefined ? {} : { before: logged.before }),
      runtime: { path: runtime.path, kind: logged?.kind ?? started },
      input: value,
      job: {
        kind,
        threads: task.threads ?? defaultThreads(),
        batch: 1,
        warmUpMs,
        measureMs,
        ...(slowdown === undefined ? {} : { slowdown }),
        trace: false,
        live: false,
      },
      limitMs: 60_000 + 4 * (warmUpMs + measureMs),
      signal,
    });
    const fork = {
      ...(await explained(done, folder?.path, signal)),
      collections: await logged?.read(),
    };
    // A fork that failed is not run again: that is its result.
    const isCut = fork.outcome._tag === "done" && !(fork.profiles.every(isWhole) && hasEnd(fork.profiles[0]));
    if (!isCut || attempt === mostAttempts) return fork;
  }
}

type Profile = ExplainedFork["profiles"][number];

/** Whether a profile was written to its end. */
const isWhole = ({ text }: Profile) => text.trimEnd().endsWith("}");

/** Whether the main thread's has a sample of what the host does when the profiled calls are over: see its `profile-calls.ts`. */
const hasEnd = (main: Profile | undefined) => main === undefined || main.text.includes("byturnsProfileEnds");

async function explained(
  { outcome }: ForkDone,
  folder: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Omit<ExplainedFork, "collections">> {
  if (outcome === "interrupted") throw signal?.reason;
  const measurement = "measurement" in outcome ? outcome.measurement : undefined;
  const names =
    folder === undefined ? [] : (await readdir(folder)).filter((one) => one.endsWith(".cpuprofile"));
  const profiles = await Promise.all(
    // All runtimes number threads in start order; Deno gives the main thread no number.
    names
      .toSorted((a, b) => threadOf(a) - threadOf(b))
      .map(async (name) => ({ name, text: await readFile(join(folder as string, name), "utf8") })),
  );
  return { outcome, measurement, counts: measurement?.counts, profiles };
}

/** Node and Bun: `CPU.20260101.120000.77.1.002.cpuprofile`; Deno: `CPU.1760000000000.77.worker-1.cpuprofile`. */
function threadOf(name: string): number {
  const [, ofDeno, ofNode] = /(?:worker-(\d+)|\.(\d+)\.\d+)\.cpuprofile$/.exec(name) ?? [];
  return ofDeno !== undefined ? Number(ofDeno) : name.split(".").length < 6 ? 0 : Number(ofNode ?? 0);
}

function startedFor(kind: string, runtime: Runtime, folder: string | undefined): Runtime {
  const { explaining } = runtime;
  if (kind === "time") return runtime;
  if (explaining === undefined) throw new RangeError(`${runtime.title} has no profiler, and counts nothing`);
  if (folder === undefined) {
    return {
      ...runtime,
      environment: (launch) => ({ ...runtime.environment(launch), ...explaining.countEnvironment() }),
    };
  }
  return {
    ...runtime,
    flags: (launch) => [...runtime.flags(launch), ...explaining.profileFlags(folder, intervalUs)],
  };
}
