// Errors with messages that hold text of a record, a file or another machine.
import { terminalText } from "./plain.ts";

/**
 * An error whose message cannot control a terminal, whatever it contains. To be extended.
 *
 * @example
 * ```ts
 * import { PlainError } from "@byturns/text";
 *
 * new PlainError("no example \u001b[2J").message; // "no example ␛[2J"
 * ```
 */
export class PlainError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(terminalText(message), options);
  }
}
