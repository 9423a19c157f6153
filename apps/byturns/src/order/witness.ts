// Runs the tests of a Node checkout under all runtimes, and shows which differences the catalogue has.
import { listProbes, renderWitness, runWitnessTests, showsDifference } from "@byturns/order";
import { chooseRuntimes } from "../inspect/runtimes.ts";
import { catalogueFile } from "../layout.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import { readCatalogueFile } from "./catalogue-file.ts";
import type { OrderFlags } from "./flags.ts";
import { targetOf } from "./run-probes.ts";

/**
 * Runs `byturns order --witness`.
 *
 * @param checkout a folder with `test/parallel` of Node.
 * @returns 1 when a test fails because of an order that no probe shows; otherwise 0.
 * @throws Usage when there are no such tests, or Node is not among the runtimes.
 */
export async function runWitness(checkout: string, flags: OrderFlags, signal: AbortSignal): Promise<number> {
  const chosen = await chooseRuntimes(flags.runtimes);
  const node = chosen.find(({ id }) => id === "node");
  if (node === undefined) throw new Usage("--witness compares with Node: name it among the runtimes");
  const targets = [node, ...chosen.filter((one) => one !== node)].map(targetOf);
  const [only] = flags.names;
  const catalogue = await readCatalogueFile(catalogueFile);
  const report = await asUsage(async () =>
    runWitnessTests(checkout, targets, await listProbes(), {
      signal,
      shows: (probe, runtime) => showsDifference(catalogue, probe, ["node", runtime]),
      ...(only === undefined ? {} : { only }),
      onRun: (done, all) => {
        if (done % 100 === 0) printError(`${done}/${all} runs`);
      },
    }),
  );
  if (flags.json) printJson(report);
  else print(renderWitness(report, (style, text) => paint(style, text)));
  return report.failures.some(({ standing }) => standing === "unknown") ? exitCodes.bad : exitCodes.ok;
}
