// The kinds of values that records hold: what is out of bounds was not written by byturns, or was damaged later.
import * as Schema from "effect/Schema";

/** A time, a size or a count that cannot be negative. */
export const Amount = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0));

/** A whole number >= 1. */
export const Positive = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1));

/** A whole number >= 0. */
export const Natural = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0));

/** A moment, ISO 8601. */
export const Moment = Schema.String.check(
  Schema.makeFilter((text) => Number.isFinite(Date.parse(text)) || "Expected a date and time"),
);
