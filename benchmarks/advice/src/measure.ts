// Measures one cell of a workload in one process: `mix` at the rate asked for, then at rates around where the 99th percentile
// passes the deadline.
import { fileURLToPath } from "node:url";
import type { Workload } from "@byturns/advice";
import { runtime as bun } from "@byturns/bun";
import { compute } from "@byturns/context/compute";
import { runtime as deno } from "@byturns/deno";
import type { Arrivals } from "@byturns/fixtures/arrivals";
import { type Catalog, type FoundRuntime, findRuntimes } from "@byturns/lab";
import { Workbench } from "@byturns/lab/fork/workbench";
import { runtime as node } from "@byturns/node";
import { specs } from "@byturns/spec";
import type { MixOutput } from "@byturns/spec/mix";
import { median } from "@byturns/statistics";
import { typicalArrivals } from "./arrivals.ts";
import { nextRate, type Tried } from "./limit.ts";
import type { ForkFailed, ForkFigures, PhaseFigures } from "./record.ts";
import { PhasedSender } from "./sender.ts";

const catalog: Catalog = {
  root: fileURLToPath(new URL("../../..", import.meta.url)).replace(/[/\\]$/, ""),
  specs,
  runtimes: [node, deno, bun],
  models: ["promises", "fibers", "threads"],
  unsupported: () => undefined,
};

/** A model under a runtime. */
export interface MeasuredCell {
  readonly model: string;
  readonly runtime: FoundRuntime;
  /** `promises/node`. */
  readonly name: string;
}

/** How often a process serves the rate asked for, and how many rates it tries then. */
const [repeats, steps] = [2, 4];
/** The bounds of a phase: about half a second of requests. */
const [fewest, most, phaseMs] = [24, 160, 500];

/** Runs forks one at a time; dispose of it with `await using`. */
export class Bench implements AsyncDisposable {
  readonly cells: readonly MeasuredCell[];
  readonly #workbench = new Workbench(catalog.root);
  readonly #sender: PhasedSender;

  private constructor(cells: readonly MeasuredCell[], sender: PhasedSender) {
    this.cells = cells;
    this.#sender = sender;
  }

  /** @throws Error when the process that sends cannot be started. */
  static async open(): Promise<Bench> {
    const { found } = await findRuntimes(catalog);
    const cells = catalog.models.flatMap((model) =>
      found.map((runtime) => ({ model, runtime, name: `${model}/${runtime.id}` })),
    );
    return new Bench(cells, await PhasedSender.start());
  }

  /**
   * Measures one fork.
   *
   * @param round another number, other arrivals; the same for all cells of a round, which are compared.
   * @param before the rates that earlier forks of the cell tried.
   * @param guess the rate to try first.
   */
  async measure(
    workload: Workload,
    { model, runtime, name }: MeasuredCell,
    round: number,
    before: readonly Tried[],
    guess: number,
  ): Promise<ForkFigures | ForkFailed> {
    const { ratePerSecond, deadlineMs, computeMs, waitMs, cores } = workload;
    const figures: PhaseFigures[] = [];
    const counts = [
      warmUpRequests(computeMs),
      ...new Array(repeats).fill(requestsAt(ratePerSecond)),
      ...new Array(steps).fill(requestsAt(guess)),
    ];
    this.#sender.next = (done) => {
      const last = done.at(-1);
      if (last !== undefined) {
        figures.push({ ...(phases.at(-1) as Arrivals), ...latenciesOf(last) });
      }
      const count = counts[done.length];
      if (count === undefined) return undefined;
      const isAsked = done.length <= repeats;
      const tried = [...before, ...figures.slice(1 + repeats)];
      let rate = isAsked ? ratePerSecond : nextRate(tried, deadlineMs, guess);
      if (done.length === 0) rate = warmUpRate(computeMs);
      // The same number gives the same arrivals: for each phase at the rate asked for, and in each round, others.
      const nth = round * (1 + repeats) + (isAsked ? done.length : 0);
      const phase = typicalArrivals(count, rate, computeMs, nth);
      phases.push(phase);
      return phase;
    };
    const phases: Arrivals[] = [];
    const requests = counts.reduce((sum, count) => sum + count, 0);
    const unitMs = computeMsNow();
    const senderBefore = await this.#sender.cpuMs();
    const { outcome } = await this.#workbench.fork({
      spec: specs.mix,
      model,
      runtime,
      input: {
        load: this.#sender.host,
        requests,
        // Of all phases, with what is between them: no phase ends later.
        requestsPerSecond: Math.max(0.1, requests / (limitMs / 1_000)),
        seed: 0,
        waitMs,
        units: Math.round(computeMs * 1_000),
      },
      job: { kind: "time", threads: cores, batch: 1, warmUpMs: 0, measureMs: 0, trace: false, live: false },
      limitMs,
    });
    const fork = { workload, cell: name, round };
    if (outcome === "interrupted" || outcome._tag !== "done")
      return { ...fork, failed: JSON.stringify(outcome).slice(0, 500) };
    const { cpuUserMs, cpuSystemMs } = outcome.measurement;
    const senderAfter = await this.#sender.cpuMs();
    return {
      ...fork,
      asked: figures.slice(1, 1 + repeats),
      tried: figures.slice(1 + repeats),
      cpuMs: (cpuUserMs + cpuSystemMs) / requests,
      senderMs: ((senderAfter ?? 0) - (senderBefore ?? 0)) / requests,
      computeMs: unitMs,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#workbench[Symbol.asyncDispose]();
    await this.#sender[Symbol.asyncDispose]();
  }
}

/** How long 1 ms of computing takes now: the median of some. */
function computeMsNow(): number {
  const times = Array.from({ length: 7 }, () => {
    const from = performance.now();
    compute(1_000, 1);
    return performance.now() - from;
  });
  return median(times);
}

/** How long a fork may take. */
const limitMs = 60_000;

/**
 * A process answers as many requests as `bench-light` of `mix` does before it is measured, if that takes less than about 0.8 s of
 * computing: a request costs several times as much in a cold process.
 */
function warmUpRequests(computeMs: number): number {
  return Math.ceil(Math.min(400, Math.max(48, 800 / (computeMs + 0.5))) / 8) * 8;
}

const warmUpRate = (computeMs: number) => Math.round(700 / (computeMs + 0.5));

/** A multiple of 8, as many as differ. */
function requestsAt(requestsPerSecond: number): number {
  const wanted = Math.min(most, Math.max(fewest, (requestsPerSecond * phaseMs) / 1_000));
  return Math.ceil(wanted / 8) * 8;
}

/** By the readings of `mix`, which give no figure where it would be the sender's own. */
function latenciesOf(output: MixOutput): Pick<PhaseFigures, "p50Ms" | "p99Ms"> {
  const read = (id: string) =>
    specs.mix.readings?.find((reading) => reading.id === id)?.of(output, undefined as never) ?? null;
  return { p50Ms: read("latency-p50"), p99Ms: read("latency-p99") };
}
