// One line for each thing that was asked for: what, how much, and what was measured.

/**
 * Says what was asked and what was measured; a figure that falls short makes the command end with 1.
 *
 * @param asked such as `<= 2,000 ms`.
 */
export function answer(what: string, asked: string, measured: string, isMet: boolean): void {
  console.log(`${isMet ? "met     " : "NOT MET "} ${what}: asked ${asked}, measured ${measured}`);
  if (!isMet) process.exitCode = 1;
}
