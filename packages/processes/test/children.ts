// Which processes are alive, where the system shows it.
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Whether `childrenOf` can answer. */
export const showsChildren = existsSync("/proc/self/stat");

/** The live children of a process. */
export function childrenOf(parent: number): number[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    const [state, of] = statOf(Number(pid));
    return of === parent && state !== "Z" && state !== "X" ? [Number(pid)] : [];
  });
}

/** Whether a process is alive; a zombie is not. */
export function isAlive(pid: number): boolean {
  const [state] = statOf(pid);
  return state !== undefined && state !== "Z" && state !== "X";
}

function statOf(pid: number): [(string | undefined)?, number?] {
  try {
    // The name before the last parenthesis may hold anything; then come the state and the parent.
    const [state, parent] = (readFileSync(`/proc/${pid}/stat`, "latin1").split(")").at(-1) ?? "")
      .trim()
      .split(" ");
    return [state, Number(parent)];
  } catch {
    return [];
  }
}
