// The form of a suite among peers.
import type { PlannedSuite } from "@byturns/lab";

/** Cases, and who takes part in them. */
export interface PeerSuite extends PlannedSuite {
  readonly title: string;
  /** Ours; every peer is held against each of them. */
  readonly ours: readonly string[];
  readonly peers: readonly string[];
}
