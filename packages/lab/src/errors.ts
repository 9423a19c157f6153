// The errors that can occur before anything is measured.
import { PlainError } from "@byturns/text";

/** A runtime that a plan names is not available. */
export class RuntimeMissing extends PlainError {
  override readonly name = "RuntimeMissing";
  readonly _tag = "RuntimeMissing";
}

/** A plan names an example, an input or a model that this version does not have; it cannot be resumed. */
export class PlanOutdated extends PlainError {
  override readonly name = "PlanOutdated";
  readonly _tag = "PlanOutdated";
}
