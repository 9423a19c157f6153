// What a runner keeps on its own disk: every fork that it began, and every record, before anybody else has it.
//
// Whatever is sent twice, by an engine that runs things at least once, by a coordinator that was started again, or
// after a cut, is looked up here first, and so is measured once.
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { jsonDecoder } from "@byturns/record";
import { keepWhole } from "./kept.ts";
import { Answer, type Order } from "./order.ts";

/** What came of a fork that was begun. */
export type Recorded = Extract<Answer, { readonly _tag: "recorded" }>;

/** A runner's spool. */
export interface Spool {
  /** What is known of a fork: its record, or how often it was begun without one. */
  look(order: Order): Promise<Recorded | number>;
  /** Notes on the disk that a fork begins. */
  begin(order: Order): Promise<void>;
  /** Keeps its record: whole or not at all, and on the disk when this settles. */
  keep(order: Order, recorded: Recorded): Promise<void>;
}

/** After so many days nobody asks for a record any more. */
const keptDays = 14;
/** How a spool's own files are called: the folder may be anybody's, and hold more. */
const ownFile = /^[0-9a-f]{32}\.(begun|record(\.\d+\.part)?)$/;

/**
 * Opens a spool, and clears it of what is long past; whatever else lies in the folder stays.
 *
 * @throws Error when the folder cannot be made.
 */
export async function openSpool(folder: string): Promise<Spool> {
  await mkdir(folder, { recursive: true });
  const oldest = Date.now() - keptDays * 86_400_000;
  for (const name of (await readdir(folder)).filter((name) => ownFile.test(name))) {
    const path = join(folder, name);
    const seen = await stat(path).catch(() => undefined);
    if (seen !== undefined && seen.mtimeMs < oldest) await rm(path, { force: true });
  }
  const decode = jsonDecoder(Answer);
  const at = (order: Order, kind: "begun" | "record") => {
    const { run, machine, round, cell } = order;
    // Without how often it was asked for: what was measured stays measured.
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
