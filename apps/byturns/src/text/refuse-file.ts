// A path that is to be a folder, and is a file: refused before work is done whose result could not be written.
import { lstatSync } from "node:fs";
import { Usage } from "./errors.ts";

/** @throws Usage when there is a file at the path. */
export function refuseFile(path: string): void {
  if (isFile(path)) throw new Usage(`Cannot write to ${path}: it is a file, and must be a folder`);
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
