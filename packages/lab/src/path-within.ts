// Paths as a plan keeps them: a record that is passed on must not tell where its maker's folders lie.
import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path that lies within the root, written from there: `./node_modules/.bin/node`; any other as it is. */
export function pathWithin(root: string, path: string): string {
  const within = relative(root, path);
  const outside = within === "" || within === ".." || within.startsWith(`..${sep}`) || isAbsolute(within);
  return outside ? path : `./${within.replaceAll(sep, "/")}`;
}

/** The path that `pathWithin` wrote, on this machine. */
export function pathFrom(root: string, written: string): string {
  return resolve(root, written);
}
