// Asks before something that cannot be taken back, or that costs a lot.
import { createInterface } from "node:readline/promises";

/**
 * Asks a question on a terminal; only `y` and `yes` agree.
 *
 * @returns whether it was agreed to; false when the input ends first.
 * @throws the signal's reason when it is aborted.
 */
export async function confirm(
  question: string,
  signal: AbortSignal,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<boolean> {
  const lines = createInterface({ input, output });
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
