// Machines of a drill as network namespaces: each with its own address on one bridge, and a link that can be cut.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Machines on a bridge. */
export interface Network extends AsyncDisposable {
  /** Where this side listens, and the addresses of the machines. */
  readonly here: { readonly host: string; readonly from: string };
  /** The arguments before a command that run it on a machine. */
  on(machine: number): readonly string[];
  /** Takes a machine off the network, or puts it back. Its connections are not notified. */
  cut(machine: number, isCut: boolean): Promise<void>;
}

const ip = (...words: string[]) => promisify(execFile)("ip", words);

/**
 * Makes this many machines; undefined if the system does not allow it.
 *
 * @param id of this network, 0 to 200: several may exist side by side.
 */
export async function makeNetwork(machines: number, id = 0): Promise<Network | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const tag = `${process.pid % 10_000}x${id}`;
  const subnet = `10.${(process.pid % 200) + 20}.${id}`;
  const bridge = `fb${tag}`;
  const all = Array.from({ length: machines }, (_, i) => i);
  const space = (i: number) => `fm${tag}-${i}`;
  const cable = (i: number) => `fc${tag}-${i}`;
  const undo = async () => {
    for (const i of all) await ip("netns", "del", space(i)).catch(() => {});
    for (const i of all) await ip("link", "del", cable(i)).catch(() => {});
    await ip("link", "del", bridge).catch(() => {});
  };
  try {
    await ip("link", "add", bridge, "type", "bridge");
    await ip("addr", "add", `${subnet}.1/24`, "dev", bridge);
    await ip("link", "set", bridge, "up");
    for (const i of all) {
      await ip("netns", "add", space(i));
      await ip("link", "add", cable(i), "type", "veth", "peer", "name", "eth0", "netns", space(i));
      await ip("link", "set", cable(i), "master", bridge, "up");
      await ip("-n", space(i), "addr", "add", `${subnet}.${i + 2}/24`, "dev", "eth0");
      await ip("-n", space(i), "link", "set", "eth0", "up");
      await ip("-n", space(i), "link", "set", "lo", "up");
    }
  } catch {
    await undo();
    return undefined;
  }
  return {
    here: { host: `${subnet}.1`, from: `${subnet}.0/24` },
    on: (machine) => ["ip", "netns", "exec", space(machine)],
    cut: async (machine, isCut) => {
      await ip("link", "set", cable(machine), isCut ? "down" : "up");
    },
    [Symbol.asyncDispose]: undo,
  };
}
