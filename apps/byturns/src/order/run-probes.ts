// Runs probes under the requested runtimes, once or twice, and on older versions.
import type { FoundRuntime } from "@byturns/lab";
import { keepCoreBusy } from "@byturns/lab/machine/busy-core";
import { allRuntimes } from "@byturns/lab/runtime/runtimes";
import {
  type Catalogue,
  claimedProbes,
  judge,
  type Kind,
  type Observed,
  type ObserveOptions,
  observe,
  type Probe,
  stabilityOf,
  type Target,
  together,
} from "@byturns/order";
import { root, where } from "../catalog.ts";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { asUsage } from "../text/errors.ts";
import { knownAll } from "../text/nearest.ts";
import { printError } from "../text/terminal.ts";
import type { OrderFlags } from "./flags.ts";

const usualTimes = 50;
const olderTimes = 10;
/** The time limit that keeps one probe within 10 s, including start and end of the command. */
const oneProbeMs = 8_500;

const everyKind: readonly Kind[] = ["module", "loaded", "commonjs", "worker"];
/** Runs each probe only as the first of its kinds. */
const firstKind = "first";

/**
 * Runs probes as the flags specify, and judges the observations.
 *
 * @throws Usage when a kind or a runtime is unknown; the signal's reason when it is aborted.
 */
export async function runProbes(
  probes: readonly Probe[],
  flags: OrderFlags,
  signal: AbortSignal,
): Promise<Catalogue> {
  const wanted = flags.portCheck && flags.runtimes.length === 0 ? flags.names.slice(0, 2) : flags.runtimes;
  const isAsked = isAskedBy(flags.kinds);
  const chosen = await chooseRuntimes(wanted);
  const short = probes.length === 1 && flags.times === undefined && !flags.twice;
  const pass = (seed: number) =>
    watch(probes, chosen.map(targetOf), isAsked, {
      times: flags.times ?? usualTimes,
      seed,
      signal,
      ...(short ? { withinMs: oneProbeMs } : {}),
    });
  const first = await pass(flags.seed);
  const runs = first[0]?.frequencies.reduce((sum, { count }) => sum + count, 0) ?? 0;
  if (short && runs < usualTimes) {
    printError(`${runs} runs each: 10 seconds are over; --times ${usualTimes} runs all`);
  }
  if (!flags.twice) return dated(judge([...first, ...(await older(probes, chosen, flags, signal))]));

  printError("Again, while another process holds one core");
  const second = await holding(() => pass(flags.seed + 1));
  const stability = stabilityOf(judge(first), judge(second));
  const both = together(first, second);
  return dated(judge([...both, ...(await older(probes, chosen, flags, signal))], stability));
}

/** A catalogue that was made just now. */
function dated(catalogue: Catalogue): Catalogue {
  return { ...catalogue, recordedOn: new Date().toISOString().slice(0, 10) };
}

/**
 * Runs probes once as each of the requested kinds, under each requested runtime.
 *
 * @throws Usage when a kind or a runtime is unknown; the signal's reason when it is aborted.
 */
export async function tryProbes(
  probes: readonly Probe[],
  { kinds: given, runtimes, seed }: OrderFlags,
  signal: AbortSignal,
): Promise<readonly Observed[]> {
  const isAsked = isAskedBy(given);
  const chosen = await chooseRuntimes(runtimes);
  return watch(probes, chosen.map(targetOf), isAsked, { times: 1, seed, signal });
}

function isAskedBy(given: readonly string[]): (kind: Kind, index: number) => boolean {
  const kinds = knownAll("kind", given, [...everyKind, firstKind], everyKind);
  return (kind, i) => kinds.includes(kind) || (i === 0 && kinds.includes(firstKind));
}

async function holding<A>(work: () => Promise<A>): Promise<A> {
  using _core = keepCoreBusy();
  return await work();
}

/** The reported differences, on the older versions that were fetched. */
async function older(
  probes: readonly Probe[],
  chosen: readonly FoundRuntime[],
  flags: OrderFlags,
  signal: AbortSignal,
): Promise<readonly Observed[]> {
  if (!flags.history) return [];
  const ids = new Set(chosen.map(({ id }) => id));
  const known = new Set(chosen.map(({ key }) => key));
  const fetched = (await allRuntimes(where)).filter(
    ({ id, key, source }) => source === "fetched" && ids.has(id) && !known.has(key),
  );
  const seen: Observed[] = [];
  for (const [id, versions] of Map.groupBy(fetched, ({ id }) => id)) {
    const claimed = claimedProbes(probes, id);
    if (claimed.length === 0) continue;
    printError(`Older versions: ${versions.map(({ key }) => key).join(", ")}`);
    const options = { times: olderTimes, seed: flags.seed, signal };
    seen.push(...(await watch(claimed, versions.map(targetOf), () => true, options)));
  }
  return seen;
}

async function watch(
  probes: readonly Probe[],
  targets: readonly Target[],
  isAsked: (kind: Kind, index: number) => boolean,
  options: ObserveOptions,
): Promise<readonly Observed[]> {
  const whole = new Map(probes.map((probe) => [probe.id, probe]));
  const narrowed = probes.map((probe) => ({ ...probe, kinds: probe.kinds.filter(isAsked) }));
  const seen = await asUsage(() => {
    let runs = 0;
    let done = 0;
    return observe(narrowed, targets, {
      ...options,
      onEvent: (event) => {
        if (event._tag === "planned") runs = event.runs;
        else if (++done % 1000 === 0) printError(`${done}/${runs} runs`);
      },
    });
  });
  // A claim is about the probe's first kind.
  return seen.map((one) => ({ ...one, probe: whole.get(one.probe.id) ?? one.probe }));
}

/** A probe may do whatever its question needs: it is this project's code, and writes nothing. */
export function targetOf({ id, version, path, kind }: FoundRuntime): Target {
  const everything = { read: ["*"], write: ["*"], net: ["*"], run: ["*"], env: ["*"], sys: ["*"] };
  return { id, version, binaryPath: path, args: kind.flags({ permissions: everything, root }) };
}
