// What can go wrong before anything is measured.

/** A runtime that a plan names is not there. */
export class RuntimeMissing extends Error {
  override readonly name = "RuntimeMissing";
  readonly _tag = "RuntimeMissing";
}
