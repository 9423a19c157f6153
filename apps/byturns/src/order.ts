// Runs the probes that were asked for, or reads the recorded catalogue, and answers from it.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FoundRuntime } from "@byturns/lab";
import {
  type Catalogue,
  changesSince,
  judge,
  type Kind,
  listProbes,
  type Observed,
  observe,
  type Paint,
  type Probe,
  portCheck,
  readCatalogue,
  renderOrderDocument,
  renderOrderTable,
  renderPortCheck,
  renderProbe,
  type Target,
  writeCatalogue,
} from "@byturns/order";
import { asUsage, Usage } from "./errors.ts";
import { root } from "./house.ts";
import { known, knownAll } from "./nearest.ts";
import { chooseRuntimes } from "./runtimes.ts";
import { paint, say, sayJson, tell } from "./terminal.ts";

/** What was asked for. */
export interface OrderFlags {
  /** Probes; with `portCheck`, two runtimes. */
  readonly names: readonly string[];
  readonly runtimes: readonly string[];
  /** Only these kinds; all when empty. */
  readonly kinds: readonly string[];
  readonly times: number;
  readonly seed: number;
  readonly recorded: boolean;
  readonly portCheck: boolean;
  readonly baseline: string | undefined;
  readonly write: string | undefined;
  readonly json: boolean;
}

/**
 * Answers `byturns order`.
 *
 * @returns the exit code: 1 when a probe failed, or something changed since the baseline.
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
  if (flags.write !== undefined) await write(catalogue, flags.write);

  if (flags.portCheck) {
    const findings = await asUsage(() => portCheck(catalogue, from ?? "", to ?? ""));
    if (flags.json) sayJson(findings);
    else say(renderPortCheck(findings, colours));
    return 0;
  }
  if (baseline !== undefined) return answerChanges(baseline, catalogue, flags.json);
  if (flags.json) process.stdout.write(writeCatalogue(catalogue));
  else if (names.length === 0) say(renderOrderTable(catalogue, colours));
  else say(names.map((name) => renderProbe(catalogue, name, colours)).join("\n\n"));
  const failed = catalogue.rows.some(({ results }) => results.some(({ verdict }) => verdict === "failed"));
  return failed && !flags.recorded ? 1 : 0;
}

const everyKind: readonly Kind[] = ["module", "loaded", "commonjs", "worker"];

const colours: Paint = (style, text) => paint(style, text);

async function run(probes: readonly Probe[], flags: OrderFlags, signal: AbortSignal): Promise<Catalogue> {
  const wanted = flags.portCheck && flags.runtimes.length === 0 ? flags.names : flags.runtimes;
  const kinds = knownAll("kind", flags.kinds, everyKind) as readonly Kind[];
  const targets = (await chooseRuntimes(wanted)).map(targetOf);
  const observed: readonly Observed[] = await asUsage(() => {
    let runs = 0;
    let done = 0;
    return observe(probes, targets, {
      times: flags.times,
      kinds,
      seed: flags.seed,
      signal,
      onEvent: (event) => {
        if (event._tag === "planned") runs = event.runs;
        else if (++done % 1000 === 0) tell(`${done}/${runs} runs`);
      },
    });
  });
  return judge(observed);
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
  if (asJson) sayJson(changes);
  else if (changes.length === 0) say("Everything that the baseline has as settled is still so.");
  for (const { probe, kind, runtime, before, after, lost } of asJson ? [] : changes) {
    const verdict =
      before.verdict === after.verdict ? "" : `: ${before.verdict} before, ${after.verdict} now`;
    say(`${probe} (${kind}), ${runtime} ${before.version} → ${after.version}${verdict}`);
    for (const line of lost) say(`  ${line}`);
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

async function write(catalogue: Catalogue, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "order.json"), writeCatalogue(catalogue));
  await writeFile(join(folder, "order.md"), renderOrderDocument(catalogue));
}
