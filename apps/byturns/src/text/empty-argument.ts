// An argument without text, which no command takes. It is refused before the commands are loaded.
import { exitCodes } from "./exit-codes.ts";
import { printError } from "./terminal.ts";

/**
 * Refuses an empty argument: it is named on stderr, and the process ends with the code of a wrong use.
 *
 * @param args the words behind `byturns`.
 * @returns whether there was one.
 */
export function refusesEmpty(args: readonly string[]): boolean {
  const empty = emptyArgument(args);
  if (empty === undefined) return false;
  printError(`${empty} is empty: give it a value, or leave it out`);
  process.exitCode = exitCodes.usage;
  return true;
}

/**
 * The name of the first empty argument. It comes from an unset variable in a script and is never intended; as a path it
 * would be the current folder.
 */
function emptyArgument(args: readonly string[]): string | undefined {
  for (const [i, arg] of args.entries()) {
    const [, flag] = /^(--[\w-]+)=\s*$/.exec(arg) ?? [];
    if (flag !== undefined) return flag;
    if (arg.trim() !== "") continue;
    const before = args[i - 1];
    return before?.startsWith("-") ? before : `Argument ${i + 1}`;
  }
  return undefined;
}
