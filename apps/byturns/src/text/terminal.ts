// What is written where: answers to stdout, everything else to stderr; colours only on a terminal.
import { styleText } from "node:util";

type Stream = Pick<NodeJS.WriteStream, "isTTY">;
type Style = Parameters<typeof styleText>[0];

/** Whether a stream takes colours: a terminal that is not dumb, and no `NO_COLOR` with a value. */
export function canColor(stream: Stream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

/** Text in a style, where stdout takes colours. */
export function paint(style: Style, text: string): string {
  return canColor(process.stdout) ? styleText(style, text, { validateStream: false }) : text;
}

/** Writes a line of the answer to stdout. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line that is no part of the answer to stderr. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Writes a value as the whole answer, for machines. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** How many columns there are; 100 where nobody looks. */
export function columns(): number {
  return process.stdout.columns ?? 100;
}

/** Breaks text at spaces into lines of at most `width` characters; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}
