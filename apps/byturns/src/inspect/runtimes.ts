// Displays and selects runtimes.
import type { FoundRuntime } from "@byturns/lab";
import { fetchRuntime } from "@byturns/lab/runtime/fetch";
import { allRuntimes as everyRuntime, findRuntimes } from "@byturns/lab/runtime/runtimes";
import { table } from "@byturns/text/table";
import { runtimes, where } from "../catalog.ts";
import { isInstalled } from "../layout.ts";
import { asUsage, Usage } from "../text/errors.ts";
import { known, split } from "../text/nearest.ts";
import { paint, printError } from "../text/terminal.ts";

/** One version of a runtime, for display and for JSON. */
type RuntimeEntry = Omit<FoundRuntime, "kind">;

/** All installed and fetched runtimes. */
export async function allRuntimes(): Promise<RuntimeEntry[]> {
  return (await everyRuntime(where)).map(({ kind: _, ...entry }) => entry);
}

/**
 * Fetches versions one after another.
 *
 * @throws Usage when one is not a runtime; RuntimeMissing when npm cannot install it.
 */
export async function fetchRuntimes(wanted: readonly string[], signal: AbortSignal): Promise<void> {
  for (const one of split(wanted)) {
    checkName(one);
    if (!one.includes("@")) throw new Usage(`Cannot fetch "${one}": name a version too, such as ${one}@24`);
    printError(`Fetching ${one} …`);
    await fetchRuntime(where, one, signal);
  }
}

/**
 * Finds the requested runtimes; without a request, those installed with the project.
 *
 * @param given `node`, `node@24`, a path, several comma-separated, or `all`.
 * @throws Usage when one is unknown or missing, with a suggestion.
 */
export async function chooseRuntimes(given: readonly string[]): Promise<readonly FoundRuntime[]> {
  const wanted = split(given);
  wanted.filter((one) => one !== "all").forEach(checkName);
  const all = wanted.length === 0 || wanted.includes("all");
  const { found, missing } = await asUsage(() => (all ? findRuntimes(where) : findRuntimes(where, wanted)));
  if (missing.length === 0) return found;
  // A project need not have all three; the checkout has.
  if (all && isInstalled && found.length > 0) {
    const names = missing.map(({ wanted }) => wanted).join(" and ");
    printError(
      `Not measured: ${names}, which neither the project nor the PATH has. See byturns runtimes --help`,
    );
    return found;
  }
  throw new Usage(
    missing
      .map(({ wanted, why, package: brought }) =>
        brought === undefined ? `${wanted}: ${why}` : `${wanted}: ${why}: byturns runtimes --fetch ${wanted}`,
      )
      .join("\n"),
  );
}

/** The runtimes as a table. */
export function drawRuntimes(found: readonly RuntimeEntry[]): string {
  const rows = found.map(({ key, title, source, path }) => [key, title, source, path]);
  return table(rows, { paint: (text, column) => (column === 0 ? paint("bold", text) : text) }).join("\n");
}

function checkName(wanted: string): void {
  if (/[/\\]/.test(wanted)) return;
  known(
    "runtime",
    wanted.split("@")[0] ?? "",
    runtimes.map(({ id }) => id),
  );
}
