// How a machine takes its name in a fleet.
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "@byturns/record";
import { type Hello, type Member, membersOf, silentAfterMs, takeName } from "./board.ts";
import type { Tables } from "./engine.ts";
import { FleetRefused } from "./errors.ts";

/**
 * Takes the name, and waits while a process that may be gone holds it.
 *
 * @param onHeld is called once where it waits.
 * @returns false if the signal ended the wait.
 * @throws FleetRefused when a process that lives holds the name.
 */
export async function claimName(
  board: Tables,
  name: string,
  session: string,
  hello: Hello,
  onHeld: (holder: Member) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (let isHeld = false; !signal.aborted; isHeld = true) {
    const before = (await membersOf(board)).find((one) => one.name === name);
    const sameHost = before?.hello?.host === hello.host;
    const gone =
      sameHost && before?.hello !== undefined && !isAlive(before.hello.pid) ? before.session : undefined;
    const holder = await takeName(board, name, session, hello, gone);
    if (holder === undefined) return true;
    if (sameHost) {
      throw new FleetRefused(`A runner on this machine is ${name} already, process ${holder.hello?.pid}`);
    }
    if (isHeld && holder.silentMs < silentAfterMs / 2) {
      throw new FleetRefused(
        `Another machine is ${name} already, and was heard just now: join under another name`,
      );
    }
    if (!isHeld) onHeld(holder);
    await wait(silentAfterMs / 2 + 500, undefined, { signal }).catch(() => {});
  }
  return false;
}
