// The errors of a fleet.
import { PlainError } from "@byturns/text";

/** A fleet cannot be joined, or cannot accept a plan; the message has the reason. */
export class FleetRefused extends PlainError {
  override readonly name = "FleetRefused";
  readonly _tag = "FleetRefused";
}

/** PostgreSQL cannot be reached, or rejects the login. */
export class FleetUnreachable extends PlainError {
  override readonly name = "FleetUnreachable";
  readonly _tag = "FleetUnreachable";
}

/** An error's innermost message, the one a person can act on. */
export function reasonOf(error: unknown): string {
  let inner: unknown = error;
  for (;;) {
    const { cause, reason } = Object(inner) as { readonly cause?: unknown; readonly reason?: unknown };
    const next = cause ?? reason;
    if (typeof next !== "object" || next === null) break;
    inner = next;
  }
  const { message } = Object(inner) as { readonly message?: unknown };
  return typeof message === "string" ? message : String(inner);
}
