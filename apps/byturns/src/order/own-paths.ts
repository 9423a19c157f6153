// Which arguments are files and folders of a user's own probes.
import { isOwnPath } from "../own/paths.ts";
import { Usage } from "../text/errors.ts";
import { split } from "../text/nearest.ts";
import type { OrderFlags } from "./flags.ts";

/** Arguments, parted. */
export interface OwnPaths {
  /** Files and folders of a user's own probes. */
  readonly paths: readonly string[];
  /** Names of the catalogue's probes. */
  readonly names: readonly string[];
}

/**
 * The paths among the arguments, and the names that are left.
 *
 * @param ids of the catalogue's probes.
 * @throws Usage when `--probes` is given beside a flag that runs no probes.
 */
export function ownPaths(
  { names, probes, portCheck, witness }: Pick<OrderFlags, "names" | "probes" | "portCheck" | "witness">,
  ids: readonly string[],
): OwnPaths {
  if (portCheck || witness !== undefined) {
    if (probes.length > 0)
      throw new Usage(
        "--probes runs your own probes: it does not go together with --port-check or --witness",
      );
    return { paths: [], names };
  }
  const isPath = (name: string) => isOwnPath(name, ids);
  return {
    paths: [...split(probes), ...names.filter(isPath)],
    names: names.filter((name) => !isPath(name)),
  };
}
