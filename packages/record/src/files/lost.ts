// Why a file of a run could not be written, and how to fix it.
import { RecordLost } from "../errors.ts";

/** Of the disk itself: only writing has these. */
const ofTheDisk: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
  EFBIG: "the file may not grow further",
  EROFS: "the disk is read-only",
};

const reasons: Readonly<Record<string, string>> = {
  ...ofTheDisk,
  EACCES: "this may not be written",
  EEXIST: "there is a run already",
  ENOTDIR: "it is a file, or lies in one, and must be a folder: name another",
  ENOENT:
    "the folder is not there: if it was moved, move it back, and resume; if it was removed, start again",
};

/** What a disk has against writing, of a system's error code; undefined for a code that says something else. */
export function whyDiskRefuses(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(ofTheDisk, code) ? ofTheDisk[code] : undefined;
}

/** The error for a write that failed. */
export function lost(path: string, error: unknown): RecordLost {
  const { code, message } = error as NodeJS.ErrnoException;
  return new RecordLost(`Cannot write ${path}: ${reasons[code ?? ""] ?? message}`, { cause: error });
}
