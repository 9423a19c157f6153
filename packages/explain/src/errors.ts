// What can go wrong with a profile.

/** A text is not a CPU profile, or one without the samples that are needed; the message says what is wrong, and where. */
export class ProfileUnreadable extends Error {
  override readonly name = "ProfileUnreadable";
  readonly _tag = "ProfileUnreadable";
}
