// The errors of a run's folder.
import { PlainError } from "@byturns/text";

/** A folder is not a run, or is one that this version cannot read. */
export class RunUnreadable extends PlainError {
  override readonly name = "RunUnreadable";
  readonly _tag = "RunUnreadable";
}

/** A record could not be written: the disk is full, or the folder is gone. Everything written before is intact. */
export class RecordLost extends PlainError {
  override readonly name = "RecordLost";
  readonly _tag = "RecordLost";
}

/** Runs that cannot be merged; the message names the difference. */
export class RunsDiffer extends PlainError {
  override readonly name = "RunsDiffer";
  readonly _tag = "RunsDiffer";
}

/** Another lab works in the folder; the message names its process. */
export class RunBusy extends PlainError {
  override readonly name = "RunBusy";
  readonly _tag = "RunBusy";
}
