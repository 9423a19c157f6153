// A machine working for a fleet: what it prints.

import { hostname } from "node:os";
import { resolve } from "node:path";
import { type Hello, joinFleet, type Member, type RunnerEvent, withoutPassword } from "@byturns/fleet";
import { makeCatalog } from "../catalog.ts";
import { clock } from "../text/durations.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { whyBad } from "../text/outcomes.ts";
import { printError } from "../text/terminal.ts";
import { fleetUrl } from "./url.ts";

/** The interval between lines while everything is well. */
const everyMs = 15_000;

/**
 * Joins a fleet, and works for it until the signal is aborted.
 *
 * @throws FleetRefused when it cannot join; FleetUnreachable when the database cannot be reached at the start.
 */
export async function lendMachine(
  options: { readonly url: string; readonly name: string | undefined; readonly spool: string | undefined },
  signal: AbortSignal,
): Promise<number> {
  const url = fleetUrl(options.url);
  const name = options.name ?? hostname().split(".")[0] ?? "machine";
  const catalog = await makeCatalog();
  const beganMs = performance.now();
  let lastMs = 0;
  let forks = 0;
  let lastWhy: string | undefined;
  const once = (why: string) => {
    if (why !== lastWhy) printError(why);
    lastWhy = why;
  };
  const onEvent = (event: RunnerEvent) => {
    switch (event._tag) {
      case "joined":
        for (const line of greetingOf(event.hello, event.others)) printError(line);
        return;
      case "waitsForName":
        printError(`Another machine was ${name} until just now; waiting to see whether it is heard again`);
        return;
      case "unreachable":
        once(`PostgreSQL does not answer: ${event.why}. What was ordered goes on; the rest waits`);
        return;
      case "answers": {
        const { order, answer } = event;
        if (answer._tag === "refused") once(`Refused ${order.cell.id}: ${answer.why}`);
        if (answer._tag !== "recorded") return;
        lastWhy = undefined;
        forks += 1;
        for (const why of whyBad(answer.record).slice(0, 3)) {
          printError(`${order.cell.id}, round ${order.round + 1}: ${why}`);
        }
        const elapsedMs = performance.now() - beganMs;
        if (elapsedMs - lastMs < everyMs) return;
        lastMs = elapsedMs;
        printError(`${forks} forks in ${clock(elapsedMs)}, the last of run ${order.run}: ${order.cell.id}`);
      }
    }
  };
  const spool = options.spool === undefined ? {} : { spool: resolve(options.spool) };
  printError(`Joining ${withoutPassword(url)} as ${name} …`);
  await joinFleet(catalog, { url, name, onEvent, ...spool }, signal);
  return signal.aborted ? exitCodes.interrupted : exitCodes.ok;
}

/** What a machine prints about itself when it joins, and how it differs from the connected machines. */
export function greetingOf(
  { machine, sources, runtimes }: Hello,
  others: readonly Member[],
): readonly string[] {
  const lines = [
    `Joined: ${machine.cpu}, ${machine.usableCores} cores, ${machine.platform} ${machine.arch}; sources at ${sources}; ${runtimes.join(", ")}`,
  ];
  for (const { weight, what, advice } of machine.conditions) {
    if (weight === "bad") lines.push(advice === undefined ? what : `${what}. ${advice}`);
  }
  for (const { name, hello } of others) {
    if (hello === undefined) continue;
    if (hello.sources !== sources) {
      lines.push(`${name} has its sources at ${hello.sources}: one plan cannot run on both`);
    }
    const missing = hello.runtimes.filter((key) => !runtimes.includes(key));
    if (missing.length > 0) lines.push(`${name} has ${missing.join(", ")}, and this machine has not`);
  }
  return lines;
}
