// Times calls: awaited warm-up, then one sample per batch into a bounded array that exists before the first.
// An output is kept as text, outside the time that is measured, and only once.
import type { Act } from "@byturns/stage";
import type { Inside } from "./inside.ts";

/** How an act is measured. */
export interface Measuring {
  readonly batch: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What was measured. */
export interface Measured {
  /** Milliseconds a call, a sample per batch. */
  readonly samplesMs: readonly number[];
  readonly calls: number;
  /** CPU time of the whole process during the measured calls, divided by them. */
  readonly cpuUserMs: number;
  readonly cpuSystemMs: number;
}

/** More samples than this are not kept; the measuring ends early. */
export const maxSamples = 65_536;

/**
 * Warms an act up, collects garbage, and measures it. With both times 0 it makes one timed batch.
 *
 * @throws whatever the act rejects with; nothing is measured then.
 */
export async function measure(
  act: Act,
  input: unknown,
  how: Measuring,
  outputs: Outputs,
  inside: Pick<Inside, "collectGarbage">,
): Promise<Measured> {
  const returned: unknown[] = new Array(how.batch);
  const warmUntilMs = performance.now() + how.warmUpMs;
  while (performance.now() < warmUntilMs) {
    for (let i = 0; i < how.batch; i++) outputs.add(await act.run(input));
  }
  await inside.collectGarbage();

  const samplesMs = new Float64Array(how.measureMs === 0 ? 1 : maxSamples);
  const cpu = { user: 0, system: 0 };
  let count = 0;
  const untilMs = performance.now() + how.measureMs;
  do {
    const cpuBefore = process.cpuUsage();
    const startMs = performance.now();
    for (let i = 0; i < how.batch; i++) returned[i] = await act.run(input);
    samplesMs[count++] = (performance.now() - startMs) / how.batch;
    const { user, system } = process.cpuUsage(cpuBefore);
    cpu.user += user;
    cpu.system += system;
    for (const output of returned) outputs.add(output);
  } while (performance.now() < untilMs && count < samplesMs.length);

  const calls = count * how.batch;
  return {
    samplesMs: Array.from(samplesMs.subarray(0, count)),
    calls,
    cpuUserMs: cpu.user / 1_000 / calls,
    cpuSystemMs: cpu.system / 1_000 / calls,
  };
}

/** Distinct outputs as JSON, up to a bound. */
export class Outputs {
  readonly #seen = new Set<string>();
  readonly #most: number;
  #bytesLeft: number;
  unchecked = 0;

  constructor(most = 4_096, mostBytes = 8_388_608) {
    this.#most = most;
    this.#bytesLeft = mostBytes;
  }

  add(output: unknown): void {
    const text = JSON.stringify(output);
    if (this.#seen.has(text)) return;
    if (this.#seen.size >= this.#most || text.length > this.#bytesLeft) this.unchecked += 1;
    else {
      this.#seen.add(text);
      this.#bytesLeft -= text.length;
    }
  }

  values(): unknown[] {
    return Array.from(this.#seen, (text) => JSON.parse(text));
  }
}
