// The machines of a fleet as a table.
import {
  connect,
  type Member,
  membersOf,
  prepareFleet,
  silentAfterMs,
  waitingRuns,
  withdrawRun,
  withoutPassword,
} from "@byturns/fleet";
import { table } from "@byturns/text/table";
import { clock } from "../text/durations.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { paint, print, printError, printJson } from "../text/terminal.ts";
import { fleetUrl } from "./url.ts";

/**
 * Shows a fleet; before that, creates its tables or withdraws a run if requested.
 *
 * @throws FleetUnreachable when its database cannot be reached; FleetRefused when its tables are missing.
 */
export async function showFleet(options: {
  readonly url: string;
  readonly prepare: boolean;
  readonly withdraw: string | undefined;
  readonly json: boolean;
}): Promise<number> {
  const url = fleetUrl(options.url);
  if (options.prepare) {
    await prepareFleet(url);
    printError(`The fleet's tables are in ${withoutPassword(url)}`);
  }
  await using tables = await connect(url);
  if (options.withdraw !== undefined) {
    const machines = await withdrawRun(tables, options.withdraw);
    if (machines === 0) throw new Usage(`There is no run ${options.withdraw} in this fleet`);
    printError(`Withdrawn: what waits of ${options.withdraw}`);
  }
  const [members, runs] = [await membersOf(tables), await waitingRuns(tables)];
  if (options.json) {
    printJson({ machines: members, runs });
    return exitCodes.ok;
  }
  if (members.length === 0) {
    print("No machine has joined this fleet yet: byturns runner --join postgres://… --name m1");
    return exitCodes.ok;
  }
  for (const line of drawMembers(members)) print(line);
  for (const { run, machine, waiting, sinceMs } of runs) {
    print(`Run ${run}: ${waiting} forks left on ${machine}, begun ${clock(sinceMs)} ago`);
  }
  return exitCodes.ok;
}

/** A header and one line for each machine. */
export function drawMembers(members: readonly Member[]): readonly string[] {
  const head = ["machine", "heard", "does", "waiting", "what it is", "sources", "runtimes"];
  const rows = members.map(({ name, hello, why, doing, silentMs, waiting }) => [
    name,
    heardOf(silentMs),
    doing ?? "–",
    String(waiting),
    hello === undefined
      ? `speaks another protocol: ${why}`
      : `${hello.machine.cpu}, ${hello.machine.usableCores} cores, ${hello.machine.platform} ${hello.machine.arch}`,
    hello?.sources.replace(/^(.{12})[^+]*/, "$1") ?? "–",
    hello === undefined ? "–" : few(hello.runtimes),
  ]);
  const [title = "", ...lines] = table([head, ...rows]);
  return [paint("dim", title), ...lines];
}

/** Installed runtimes come first. */
function few(runtimes: readonly string[], most = 3): string {
  const rest = runtimes.length - most;
  return `${runtimes.slice(0, most).join(" ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function heardOf(silentMs: number): string {
  if (silentMs < silentAfterMs) return "now";
  if (silentMs > 10 * 365 * 86_400_000) return "left";
  return `${clock(silentMs)} ago`;
}
