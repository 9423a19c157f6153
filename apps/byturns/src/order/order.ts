// Implements `byturns order`: runs the requested probes, or reads the recorded catalogue.
import {
  type Catalogue,
  changesSince,
  checkSources,
  listProbes,
  newestOf,
  type Paint,
  type Probe,
  portCheck,
  renderIssue,
  renderOrderTable,
  renderPortCheck,
  renderProbe,
  renderProbeList,
  renderSources,
  renderStability,
  writeCatalogue,
} from "@byturns/order";
import { catalogueFile } from "../layout.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { known } from "../text/nearest.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import { readCatalogueFile, recordedOf, writeCatalogueFiles } from "./catalogue-file.ts";
import { describeChange } from "./describe-change.ts";
import type { OrderFlags } from "./flags.ts";
import { ownPaths } from "./own-paths.ts";
import { runProbes } from "./run-probes.ts";

const colors: Paint = (style, text) => paint(style, text);

/**
 * Runs `byturns order`.
 *
 * @returns the exit code: 1 when a probe failed, something changed since the baseline, two passes differ, or one of
 * Node's tests shows a difference that the catalogue lacks.
 * @throws Usage when a probe, a runtime or a file does not exist, or a flag does not apply.
 */
export async function orders(flags: OrderFlags, signal: AbortSignal): Promise<number> {
  checkFlags(flags);
  if (flags.witness !== undefined) {
    const { runWitness } = await import("./witness.ts");
    return runWitness(flags.witness, flags, signal);
  }
  const probes = await listProbes();
  const ids = probes.map(({ id }) => id);
  const own = ownPaths(flags, ids);
  if (own.paths.length > 0 && !(flags.list && own.names.length === 0 && flags.names.length === 0)) {
    if (own.names.length > 0) {
      throw new Usage(
        `Cannot run ${own.names[0]} of the catalogue and probes of your own at once: use two commands`,
      );
    }
    const { runOwnProbes } = await import("./own-probes.ts");
    return runOwnProbes(own.paths, flags, signal);
  }
  const names = flags.portCheck ? [] : flags.names;
  for (const name of names) known("probe", name, ids);
  const chosen = names.length === 0 ? probes : probes.filter(({ id }) => names.includes(id));
  if (flags.list && own.paths.length > 0) {
    const { listOwnProbes } = await import("./own-probes.ts");
    return listOwnProbes(own.paths, flags.json, probes);
  }
  if (flags.list) {
    if (flags.json) printJson(chosen.map(({ id, group, title, kinds }) => ({ id, group, title, kinds })));
    else print(renderProbeList(chosen, colors));
    return exitCodes.ok;
  }
  const baseline = flags.baseline === undefined ? undefined : await readCatalogueFile(flags.baseline);
  const catalogue = await catalogueOf(chosen, flags, signal);
  if (flags.write !== undefined) await writeCatalogueFiles(catalogue, flags.write, probes);
  if (flags.portCheck) return await answerPort(catalogue, flags);
  if (flags.issue) {
    print(await asUsage(() => renderIssue(catalogue, names[0] ?? "", flags.runtimes[0])));
    return exitCodes.ok;
  }
  if (baseline !== undefined) return answerChanges(baseline, catalogue, flags.json);
  if (flags.json) process.stdout.write(writeCatalogue(catalogue));
  else if (names.length === 0) print(renderOrderTable(catalogue, colors));
  else print(names.map((name) => renderProbe(catalogue, name, colors)).join("\n\n"));
  return flags.recorded ? 0 : exitCodeOf(catalogue);
}

function checkFlags({ portCheck: check, issue, names }: OrderFlags): void {
  if (check && (names.length < 2 || names.length > 3)) {
    throw new Usage(
      "--port-check takes two runtimes, and a path of sources to read: byturns order --port-check node deno ./src",
    );
  }
  if (issue && names.length !== 1) {
    throw new Usage("--issue takes one probe: byturns order ticks-from-timer --issue --runtime deno");
  }
}

/** An issue compares all runtimes, from the recorded catalogue unless `--times` requests runs. */
async function catalogueOf(
  chosen: readonly Probe[],
  flags: OrderFlags,
  signal: AbortSignal,
): Promise<Catalogue> {
  const recorded = flags.recorded || (flags.issue && flags.times === undefined);
  if (recorded) return recordedOf(await readCatalogueFile(catalogueFile), chosen);
  return await runProbes(chosen, flags.issue ? { ...flags, runtimes: [] } : flags, signal);
}

async function answerPort(catalogue: Catalogue, flags: OrderFlags): Promise<number> {
  const [from = "", to = "", sources] = flags.names;
  const findings = await asUsage(() => portCheck(catalogue, from, to));
  if (sources === undefined) {
    if (flags.json) printJson(findings);
    else print(renderPortCheck(findings, colors));
    return exitCodes.ok;
  }
  const report = await checkSources(sources, findings).catch((error: Error) => {
    throw new Usage(`Cannot read sources from ${sources}: ${error.message}`);
  });
  if (flags.json) printJson(report);
  else print(renderSources(report, colors));
  return exitCodes.ok;
}

function exitCodeOf({ rows, stability }: Catalogue): number {
  if (stability !== undefined) printError(renderStability(stability, rows));
  const failed = rows.some(({ results }) => newestOf(results).some(({ verdict }) => verdict === "failed"));
  return failed || (stability?.wavering.length ?? 0) > 0 ? exitCodes.bad : exitCodes.ok;
}

function answerChanges(baseline: Catalogue, now: Catalogue, asJson: boolean): number {
  const changes = changesSince(baseline, now);
  if (asJson) printJson(changes);
  else if (changes.length === 0) print("Everything that the baseline has as settled is still so.");
  for (const change of asJson ? [] : changes) print(describeChange(change));
  return changes.length > 0 ? exitCodes.bad : exitCodes.ok;
}
