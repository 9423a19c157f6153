// How the files of a profile are divided when the example is one's own: its project beside ours.
import type { GroupRule } from "@byturns/explain";

/** What opens and calls a model, in the checkout or installed. */
const ours = "packages/(?:context|define|host|record)|apps/(?:node|deno|bun)";
const installed = "node_modules/@byturns/(?:context|define|host|record|node|deno|bun)";

/**
 * The rules for files of one's own: what calls them is an instrument, what is installed and the pool of threads is a
 * library, and all else is the example's.
 *
 * @param hostRoot the folder that holds the command's sources.
 */
export function rulesForOwn(hostRoot: string): readonly GroupRule[] {
  const at = hostRoot.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return [
    { group: "instruments", path: new RegExp(`^(?:${at}/)?(?:${installed})/|^${at}/(?:${ours})/`) },
    { group: "library", path: new RegExp(`(?:^|/)node_modules/|^${at}/packages/`) },
    { group: "example", path: /./ },
  ];
}
