// A runner's own storage on disk: every fork that it began, and every record, before it is sent.
//
// Repeated orders, whether from an engine with at-least-once delivery, a restarted coordinator, or after a network cut,
// are looked up here first, so that each fork is measured once.
import { createHash } from "node:crypto";
import { open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { jsonDecoder, makeFolder } from "@byturns/record";
import { isAlive } from "@byturns/record/files/lock";
import { keepWhole } from "./kept.ts";
import { Answer, type Order } from "./order.ts";

/** The result of a fork that was begun. */
export type Recorded = Extract<Answer, { readonly _tag: "recorded" }>;

/** A runner's spool. */
export interface Spool {
  /** The stored state of a fork: its record, or how often it was begun without one. */
  look(order: Order): Promise<Recorded | number>;
  /** Records on disk that a fork begins. */
  begin(order: Order): Promise<void>;
  /** Stores a fork's record: completely or not at all, and on the disk once this settles. */
  keep(order: Order, recorded: Recorded): Promise<void>;
}

/** Days after which a record is no longer needed. */
const keptDays = 14;
/** The names of a spool's own files: the folder may contain others. */
const ownFile = /^[0-9a-f]{32}\.(?:begun|record(?:\.(\d+)\.part)?)$/;

/**
 * Opens a spool and removes its expired files, and the unfinished ones of killed runners; other files in the folder are kept.
 *
 * @throws RecordLost when the folder cannot be created.
 */
export async function openSpool(folder: string): Promise<Spool> {
  await makeFolder(folder);
  const oldest = Date.now() - keptDays * 86_400_000;
  for (const name of await readdir(folder)) {
    const own = ownFile.exec(name);
    if (own === null) continue;
    const path = join(folder, name);
    const seen = await stat(path).catch(() => undefined);
    const isLeft = own[1] !== undefined && !isAlive(Number(own[1]));
    if (isLeft || (seen !== undefined && seen.mtimeMs < oldest)) await rm(path, { force: true });
  }
  const decode = jsonDecoder(Answer);
  const at = (order: Order, kind: "begun" | "record") => {
    const { run, machine, round, cell } = order;
    // Without the attempt: what was measured stays measured.
    const key = createHash("sha256")
      .update(JSON.stringify([run, machine, round, cell.id]))
      .digest("hex");
    return join(folder, `${key.slice(0, 32)}.${kind}`);
  };
  return {
    async look(order) {
      const text = await readFile(at(order, "record"), "utf8").catch(() => undefined);
      const decoded = text === undefined ? undefined : decode(text);
      if (decoded !== undefined && "value" in decoded && decoded.value._tag === "recorded")
        return decoded.value;
      const begun = await readFile(at(order, "begun"), "utf8").catch(() => "");
      return begun.split("\n").length - 1;
    },
    async begin(order) {
      await using file = await open(at(order, "begun"), "a");
      await file.writeFile(`${new Date().toISOString()} ${order.round} ${order.cell.id}\n`);
      await file.sync();
    },
    keep: (order, recorded) => keepWhole(at(order, "record"), JSON.stringify(recorded)),
  };
}
