// Which processes still live: zombies do not.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** The process groups among `groups` that have a member that lives. */
export function livingGroups(groups: readonly number[]): number[] {
  const living = existsSync("/proc/self/stat") ? fromProc() : fromPs();
  return groups.filter((group) => living.has(group));
}

/** Small images have no `ps`. */
function fromProc(): Set<number> {
  const stats = readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      // The name before the last parenthesis may hold anything; then come the state, the parent and the group.
      const [state, , group] = (readFileSync(`/proc/${pid}/stat`, "latin1").split(")").at(-1) ?? "")
        .trim()
        .split(" ");
      return state === "Z" || state === "X" ? [] : [Number(group)];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
  return new Set(stats);
}

function fromPs(): Set<number> {
  const lines = execFileSync("ps", ["-Ao", "pgid=,stat="], { encoding: "utf8" }).trim().split("\n");
  return new Set(
    lines
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([group, state]) => (state?.startsWith("Z") ? [] : [Number(group)])),
  );
}
