// Why a file of a run could not be written, and how to fix it.
import { RecordLost } from "../errors.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
  EFBIG: "the file may not grow further",
  EROFS: "the disk is read-only",
  EACCES: "this may not be written",
  EEXIST: "there is a run already",
  ENOTDIR: "it is a file, or lies in one, and must be a folder: name another",
  ENOENT:
    "the folder is not there: if it was moved, move it back, and resume; if it was removed, start again",
};

/** The error for a write that failed. */
export function lost(path: string, error: unknown): RecordLost {
  const { code, message } = error as NodeJS.ErrnoException;
  return new RecordLost(`Cannot write ${path}: ${reasons[code ?? ""] ?? message}`, { cause: error });
}
