// Prints one line for each requirement: its name, its bound, and the measured figure.

/**
 * Prints a requirement and its measured figure; a figure that misses it makes the command end with 1.
 *
 * @param asked for example `<= 2,000 ms`.
 */
export function answer(what: string, asked: string, measured: string, isMet: boolean): void {
  console.log(`${isMet ? "met     " : "NOT MET "} ${what}: asked ${asked}, measured ${measured}`);
  if (!isMet) process.exitCode = 1;
}
