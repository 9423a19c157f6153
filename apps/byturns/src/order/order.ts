// Runs the probes that were asked for, or reads the recorded catalogue, and answers from it.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FoundRuntime } from "@byturns/lab";
import { keepCoreBusy } from "@byturns/lab/busy-core";
import { allRuntimes } from "@byturns/lab/runtimes";
import {
  type Catalogue,
  changesSince,
  claimedProbes,
  judge,
  type Kind,
  listProbes,
  mergeCatalogues,
  newestOf,
  type Observed,
  type ObserveOptions,
  observe,
  type Paint,
  type Probe,
  portCheck,
  readCatalogue,
  renderOrderDocument,
  renderOrderTable,
  renderPortCheck,
  renderProbe,
  renderStability,
  stabilityOf,
  type Target,
  together,
  writeCatalogue,
} from "@byturns/order";
import { runtimes as catalogRuntimes, root } from "../catalog.ts";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { known, knownAll } from "../text/nearest.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";

/** What was asked for. */
export interface OrderFlags {
  /** Probes; with `portCheck`, two runtimes. */
  readonly names: readonly string[];
  readonly runtimes: readonly string[];
  /** Only these kinds, or `first`, each probe's first; all when empty. */
  readonly kinds: readonly string[];
  /** Fresh processes for each probe, kind and runtime; undefined: as many as are usual. */
  readonly times: number | undefined;
  readonly seed: number;
  /** Whether to run everything again while another process holds a core. */
  readonly twice: boolean;
  /** Whether to probe older versions too. */
  readonly history: boolean;
  readonly recorded: boolean;
  readonly portCheck: boolean;
  readonly baseline: string | undefined;
  readonly write: string | undefined;
  readonly json: boolean;
}

/**
 * Answers `byturns order`.
 *
 * @returns the exit code: 1 when a probe failed, something changed since the baseline, or two passes differ.
 * @throws Usage when a probe, a runtime or a file is not there, or a flag does not fit.
 */
export async function orders(flags: OrderFlags, signal: AbortSignal): Promise<number> {
  const [from, to, ...more] = flags.names;
  if (flags.portCheck && (from === undefined || to === undefined || more.length > 0)) {
    throw new Usage("--port-check takes two runtimes: byturns order --port-check node deno");
  }
  const probes = await listProbes();
  const names = flags.portCheck ? [] : flags.names;
  for (const name of names) {
    known(
      "probe",
      name,
      probes.map(({ id }) => id),
    );
  }
  const baseline = flags.baseline === undefined ? undefined : await read(flags.baseline);
  const chosen = names.length === 0 ? probes : probes.filter(({ id }) => names.includes(id));
  const catalogue = flags.recorded
    ? recordedOf(await read(join(root, "docs", "order.json")), chosen)
    : await run(chosen, flags, signal);
  if (flags.write !== undefined) {
    await write(
      catalogue,
      flags.write,
      probes.map(({ id }) => id),
    );
  }
  const { stability } = flags.recorded ? { stability: undefined } : catalogue;

  if (flags.portCheck) {
    const findings = await asUsage(() => portCheck(catalogue, from ?? "", to ?? ""));
    if (flags.json) printJson(findings);
    else print(renderPortCheck(findings, colours));
    return 0;
  }
  if (baseline !== undefined) return answerChanges(baseline, catalogue, flags.json);
  if (flags.json) process.stdout.write(writeCatalogue(catalogue));
  else if (names.length === 0) print(renderOrderTable(catalogue, colours));
  else print(names.map((name) => renderProbe(catalogue, name, colours)).join("\n\n"));
  if (stability !== undefined) printError(renderStability(stability));
  const failed = catalogue.rows.some(({ results }) =>
    newestOf(results).some(({ verdict }) => verdict === "failed"),
  );
  const wavering = (stability?.wavering.length ?? 0) > 0;
  return (failed || wavering) && !flags.recorded ? 1 : 0;
}

const usualTimes = 50;
const olderTimes = 10;
/** One probe is answered within 10 s, start and end of the command included. */
const oneProbeMs = 8_500;

const everyKind: readonly Kind[] = ["module", "loaded", "commonjs", "worker"];
/** Each probe only as the kind that it names first. */
const firstKind = "first";

const colours: Paint = (style, text) => paint(style, text);

async function run(probes: readonly Probe[], flags: OrderFlags, signal: AbortSignal): Promise<Catalogue> {
  const wanted = flags.portCheck && flags.runtimes.length === 0 ? flags.names : flags.runtimes;
  const kinds = knownAll("kind", flags.kinds, [...everyKind, firstKind], everyKind);
  const isAsked = (kind: Kind, i: number) => kinds.includes(kind) || (i === 0 && kinds.includes(firstKind));
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
  if (!flags.twice) return judge([...first, ...(await older(probes, chosen, flags, signal))]);

  printError("Again, while another process holds one core");
  const second = await holding(() => pass(flags.seed + 1));
  const stability = stabilityOf(judge(first), judge(second));
  const both = together(first, second);
  return judge([...both, ...(await older(probes, chosen, flags, signal))], stability);
}

async function holding<A>(work: () => Promise<A>): Promise<A> {
  using _core = keepCoreBusy();
  return await work();
}

/** What was reported, on the older versions that were fetched. */
async function older(
  probes: readonly Probe[],
  chosen: readonly FoundRuntime[],
  flags: OrderFlags,
  signal: AbortSignal,
): Promise<readonly Observed[]> {
  if (!flags.history) return [];
  const ids = new Set(chosen.map(({ id }) => id));
  const known = new Set(chosen.map(({ key }) => key));
  const fetched = (await allRuntimes({ root, runtimes: catalogRuntimes })).filter(
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
  // A claim is about the first kind of the whole probe.
  return seen.map((one) => ({ ...one, probe: whole.get(one.probe.id) ?? one.probe }));
}

/** A probe may do whatever its question needs: it is code of this project, and writes nothing. */
function targetOf({ id, version, path, kind }: FoundRuntime): Target {
  const everything = { read: ["*"], write: ["*"], net: ["*"], run: ["*"], env: ["*"], sys: ["*"] };
  return { id, version, binaryPath: path, args: kind.flags({ permissions: everything, root }) };
}

function recordedOf(catalogue: Catalogue, probes: readonly Probe[]): Catalogue {
  const ids = new Set(probes.map(({ id }) => id));
  return {
    ...catalogue,
    rows: catalogue.rows.filter(({ probe }) => ids.has(probe)),
    claims: catalogue.claims.filter(({ probe }) => ids.has(probe)),
  };
}

function answerChanges(baseline: Catalogue, now: Catalogue, asJson: boolean): number {
  const changes = changesSince(baseline, now);
  if (asJson) printJson(changes);
  else if (changes.length === 0) print("Everything that the baseline has as settled is still so.");
  for (const { probe, kind, runtime, before, after, lost } of asJson ? [] : changes) {
    const verdict =
      before.verdict === after.verdict ? "" : `: ${before.verdict} before, ${after.verdict} now`;
    print(`${probe} (${kind}), ${runtime} ${before.version} → ${after.version}${verdict}`);
    for (const line of lost) print(`  ${line}`);
  }
  return changes.length > 0 ? 1 : 0;
}

async function read(file: string): Promise<Catalogue> {
  try {
    return readCatalogue(await readFile(file, "utf8"));
  } catch (error) {
    throw new Usage(`Cannot read a catalogue from ${file}: ${(error as Error).message}`);
  }
}

/** Rows that were not run now stay as they were recorded. */
async function write(now: Catalogue, folder: string, order: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "order.json");
  const there = await readFile(file, "utf8").then(
    () => true,
    () => false,
  );
  const all = new Set(now.rows.map(({ probe }) => probe)).size === order.length;
  const catalogue = there && !all ? mergeCatalogues(await read(file), now, order) : now;
  await writeFile(file, writeCatalogue(catalogue));
  await writeFile(join(folder, "order.md"), renderOrderDocument(catalogue));
}
