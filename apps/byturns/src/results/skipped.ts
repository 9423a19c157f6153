// What of a run's folder could not be used, told on the side.
import { join } from "node:path";
import type { SetAside } from "@byturns/record";
import { label } from "@byturns/text/plain";
import { printError } from "../text/terminal.ts";

/** Names each line and each file that was set aside, and why. */
export function printSetAside(folder: string, setAside: readonly SetAside[]): void {
  for (const { file, line, why } of setAside) {
    printError(
      `Set aside: ${join(folder, file)}${line === undefined ? "" : `, line ${line}`}: ${label(why)}`,
    );
  }
}
