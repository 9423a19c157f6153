// Paths as a plan keeps them: a shared record must not reveal the folders of the machine it was made on.
import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path within the root, relative to it: `./node_modules/.bin/node`. Any other path is unchanged. */
export function pathWithin(root: string, path: string): string {
  const within = relative(root, path);
  const outside = within === "" || within === ".." || within.startsWith(`..${sep}`) || isAbsolute(within);
  return outside ? path : `./${within.replaceAll(sep, "/")}`;
}

/** Resolves a path written by `pathWithin` on this machine. */
export function pathFrom(root: string, written: string): string {
  return resolve(root, written);
}
