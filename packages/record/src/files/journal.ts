// forks.ndjson during a run: a line is appended and flushed as each fork ends.
import { access, type FileHandle, open, stat } from "node:fs/promises";
import { RecordLost } from "../errors.ts";
import type { ForkRecord } from "../fork.ts";
import { files, toLine } from "./folder.ts";
import { lost } from "./lost.ts";

/** An open journal; closed by `await using`. */
export interface Journal extends AsyncDisposable {
  /**
   * Appends a record, and returns once it is on the disk.
   *
   * @throws RecordLost when it cannot be written, leaving nothing of it in the file; or when the file is no longer
   * where it was opened. The message explains what to do.
   */
  append(record: ForkRecord): Promise<void>;
}

/**
 * Opens the journal of a run. A half-written line left by a killed lab is terminated, so that it does not damage the
 * next one; reading the run reports and skips it.
 *
 * @throws RecordLost when the file cannot be opened for writing, or was packed by `gzip` and must be unpacked first.
 */
export async function openJournal(folder: string): Promise<Journal> {
  const { forks: path, packedForks } = files(folder);
  const isPacked = await access(packedForks).then(
    () => true,
    () => false,
  );
  if (isPacked) throw new RecordLost(`Cannot write ${path}: it is packed; run gunzip ${packedForks} first`);
  let file: FileHandle;
  let end: number;
  try {
    file = await open(path, "a+");
    end = (await file.stat()).size;
    if (end > 0 && (await file.read(new Uint8Array(1), 0, 1, end - 1)).buffer[0] !== newline) {
      end += (await file.write("\n")).bytesWritten;
    }
  } catch (error) {
    throw lost(path, error);
  }
  return {
    async append(record) {
      const bytes = new TextEncoder().encode(toLine(record));
      try {
        // One write may be partial, for example when a disk fills up.
        for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
        await file.sync();
        end += bytes.length;
      } catch (error) {
        await file.truncate(end).catch(() => {});
        throw lost(path, error);
      }
      // Checked after writing: if the folder was only moved, the record has moved with it.
      await mustBeThere(path, file);
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** Throws if the open file is no longer the one at the path. */
async function mustBeThere(path: string, file: FileHandle): Promise<void> {
  const [opened, there] = await Promise.all([file.stat(), stat(path).catch(() => undefined)]);
  if (there?.ino === opened.ino && there.dev === opened.dev) return;
  const what =
    opened.nlink === 0
      ? "it was removed while the run went on, with all that was recorded: start the run again"
      : "it was moved while the run went on: resume the run where it is now, or move it back and resume it; what was recorded is in it";
  throw new RecordLost(`Cannot write ${path}: ${what}`);
}

const newline = 10;
