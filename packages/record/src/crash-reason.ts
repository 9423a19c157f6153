// The error that a crashed process printed last, extracted from what its runtime prints around it.

/** Maximum number of lines of a message. */
const mostLines = 3;

/**
 * The error that a crashed process printed to stderr, on one line; empty if it printed nothing.
 *
 * Node prints the source, a caret, the error, its stack and its version; Bun the same, with `error:` before some
 * errors; Deno `error: Uncaught`, the error, the source and the stack. If there is none of these, the result is the
 * last line that is neither a stack frame nor a version.
 *
 * @example
 * ```ts
 * import { crashReason } from "@byturns/record";
 *
 * crashReason("a.ts:1\nthrow x;\n^\n\nRangeError: no way\n    at a.ts:1:1\n\nNode.js v26.10.0\n"); // "RangeError: no way"
 * ```
 */
export function crashReason(stderr: string): string {
  const lines = stderr.replaceAll(ansi, "").trimEnd().split(/\r?\n/);
  const at = lines.findLastIndex((line, i) => isHead(line, lines, i));
  if (at >= 0) return joined(messageAt(lines, at));
  const last = lines.findLast((line) => line.trim() !== "" && !isAround.test(line));
  // A process that aborts prints nothing but where it was.
  const isAbort = lines.some((line) => /^-{5} \w+ stack trace -{5}$/.test(line));
  return joined([last ?? (isAbort ? "" : lines.at(-1)) ?? ""]);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about.
const ansi = /\u001b\[[0-9;]*m/g;
const caret = /^\s*[\^~]+\s*$/;
const marked = /^(?:error: |FATAL ERROR: )./;
/** Stack frames, also those of an abort, versions, hints, and the properties and braces that Node prints for an error. */
const isAround =
  /^\s*at |^(?:Node\.js|Bun) v\d|^\(Use `node|^[{}\s]*$|^\s+(?:\[cause\]|\w+): |^Stack backtrace:$|^\s+\d+: |^\d+: .*\(|^-{5} /;

/** Whether an error begins on this line: it is marked as one, or follows a caret. */
function isHead(line: string, lines: readonly string[], i: number): boolean {
  if (marked.test(line)) return true;
  if (line.trim() === "" || isAround.test(line)) return false;
  const before = lines.slice(0, i).findLastIndex((one) => one.trim() !== "");
  // A caret that belongs to a marked error is followed by its stack, which does not begin an error.
  return before >= 0 && caret.test(lines[before] ?? "");
}

function messageAt(lines: readonly string[], at: number): string[] {
  const end = lines.findIndex(
    (line, i) => i > at && (line.trim() === "" || isAround.test(line) || caret.test(line)),
  );
  const message = lines.slice(at, end < 0 ? lines.length : end);
  // Deno shows the source between the message and the caret.
  if (caret.test(lines[end] ?? "") && message.length > 1) message.pop();
  return message.slice(0, mostLines);
}

function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .join(" ")
    .replace(/^error: (?:Uncaught (?:\(in promise\) )?)?/, "")
    .replace(/\s*\{$/, "");
}
