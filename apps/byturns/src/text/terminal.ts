// Output: answers to stdout, everything else to stderr; colors only on a terminal. Text from records, files or programs
// never controls the terminal.
import { styleText } from "node:util";
import { terminalText } from "@byturns/text/plain";

type Stream = Pick<NodeJS.WriteStream, "isTTY">;
type Style = Parameters<typeof styleText>[0];

/** Whether a stream supports colors: a terminal that is not dumb, and no `NO_COLOR` with a value. */
export function canColor(stream: Stream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

/** Styled text, if stdout supports colors. */
export function paint(style: Style, text: string): string {
  return canColor(process.stdout) ? styleText(style, text, { validateStream: false }) : text;
}

/** Writes a line of the answer to stdout. */
export function print(line = ""): void {
  process.stdout.write(`${terminalText(line, canColor(process.stdout))}\n`);
}

/** Writes a line that is not part of the answer to stderr. */
export function printError(line: string): void {
  process.stderr.write(`${terminalText(line)}\n`);
}

/** Writes a value as JSON, as the whole answer. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** The number of columns; 100 without a terminal. */
export function columns(): number {
  return process.stdout.columns ?? 100;
}
