// A process of a drill: a runner, or a bench on the fleet. Prints a line of JSON for each event.
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { makePlan } from "@byturns/lab/plan/plan";
import { allRuntimes } from "@byturns/lab/runtime/runtimes";
import { type FleetEvent, isFleetRun, resumeOnFleet, runOnFleet } from "../fleet-run.ts";
import { joinFleet, type RunnerEvent } from "../runner.ts";
import { drillCatalog, drillSources, drillSuite } from "./catalog.ts";

const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
const [, , role = "", url = "", ...rest] = process.argv;
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
process.on("SIGINT", () => stop.abort());
// It must not outlive the drill that started it, however the drill ends.
process.stdin.on("end", () => process.exit(1)).resume();
(process.stdin as Partial<Socket> as Socket).unref();

if (role === "runner") {
  const [name = "", spool = ""] = rest;
  const onEvent = (event: RunnerEvent) => {
    if (event._tag === "begins" || event._tag === "answers") {
      const { round, cell } = event.order;
      say({ _tag: event._tag, round, cell: cell.id });
    } else say({ _tag: event._tag, ...(event._tag === "unreachable" ? { why: event.why } : {}) });
  };
  const sources = async () => drillSources;
  await joinFleet(drillCatalog, { url, name, spool, onEvent, sources }, stop.signal);
} else {
  const [folder = "", machines = "", forks = "2"] = rest;
  const onEvent = (event: FleetEvent) => {
    if (event._tag === "agreed") say({ _tag: "agreed", machines: event.machines.map(({ name }) => name) });
    else
      say({ ...(event._tag === "way" ? event.event : { _tag: event.event._tag }), machine: event.machine });
  };
  const options = {
    url,
    folder,
    machines: machines.split(","),
    onEvent,
    signal: stop.signal,
    sources: async () => drillSources,
  };
  const runtimes = await allRuntimes(drillCatalog);
  const isThere = existsSync(join(folder, "plan.json")) || existsSync(join(folder, "fleet.json"));
  const end =
    isThere && (await isFleetRun(folder))
      ? await resumeOnFleet(drillCatalog, options)
      : await runOnFleet(drillCatalog, { ...options, seed: 7 }, ({ seed, threads }) =>
          makePlan(drillCatalog, {
            suite: drillSuite,
            runtimes: runtimes.filter(({ source }) => source === "installed"),
            forks: Number(forks),
            fixed: true,
            resourceForks: 0,
            seed,
            threads,
          }),
        );
  say({ _tag: "ended", ended: end.ended, why: end.machines.map(({ end }) => end.why) });
}
