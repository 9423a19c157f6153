// The form of a suite among peers.
import type { PlannedSuite } from "@byturns/lab";

/** Cases, and the contenders in them. */
export interface PeerSuite extends PlannedSuite {
  readonly title: string;
  /** Our models; every peer is compared with each of them. */
  readonly ours: readonly string[];
  readonly peers: readonly string[];
}
