// Which group a sample belongs to: that of the innermost function, by the location of its file.
import type { Frame, Sample } from "./cpu-profile.ts";

/** The group it belongs to. */
export type Group = "example" | "library" | "instruments" | "runtime" | "garbage" | "idle" | "other";

/** The groups in the order in which they are shown, each with its title. */
export const groupTitles: Readonly<Record<Group, string>> = {
  example: "the example's file",
  library: "the model's library",
  instruments: "our instruments",
  runtime: "the runtime's own code",
  garbage: "garbage collection",
  other: "not attributed",
  idle: "idle",
};

/** Where files of a group lie: the first rule that fits a path counts. */
export interface GroupRule {
  readonly group: Group;
  /** Tested against the path below the checkout's root, with `/` between its parts. */
  readonly path: RegExp;
}

/**
 * How this project's own files are divided.
 *
 * The edge of a port, which hands in the context, and its spans are instruments, as are the host and the context. What else
 * lies in a port's `internal` folder is its library: the pool, the queue in shared memory, the line of waiters.
 */
export const ownRules: readonly GroupRule[] = [
  { group: "instruments", path: /^packages\/(context|host|record)\// },
  { group: "instruments", path: /^packages\/\w+\/src\/internal\/(edge|spans|counters)\.ts$/ },
  { group: "instruments", path: /^apps\/(node|deno|bun)\// },
  { group: "library", path: /^packages\/\w+\/src\/internal\/(?!tasks)/ },
  { group: "example", path: /^(packages|benchmarks|apps)\// },
  { group: "library", path: /(^|\/)node_modules\// },
  { group: "example", path: /./ },
];

const special: Readonly<Record<string, Group>> = {
  "(idle)": "idle",
  "(garbage collector)": "garbage",
  "(program)": "runtime",
  "(root)": "idle",
};

/** How V8 names files of its runtimes, and how Bun names its own. */
const ownedByRuntime = /^(node:|ext:|internal:|bun:|evalmachine|\[|native|wasm:)/;

/**
 * The group that a sample of this frame belongs to.
 *
 * @param root the checkout's folder, without a slash at its end.
 * @param rules default: those of this project.
 */
export function groupOf(frame: Frame, root: string, rules: readonly GroupRule[] = ownRules): Group {
  const known = Object.hasOwn(special, frame.name) ? special[frame.name] : undefined;
  if (known !== undefined) return known;
  if (frame.url === "" || ownedByRuntime.test(frame.url)) return "runtime";
  const path = pathOf(frame, root);
  return rules.find((rule) => rule.path.test(path))?.group ?? "other";
}

/** A frame's file: below the checkout's root where it lies there, else as the profile has it. */
export function pathOf({ url }: Frame, root: string): string {
  const path = decodePath(url);
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function decodePath(url: string): string {
  if (!url.startsWith("file://")) return url.replaceAll("\\", "/");
  const path = url.slice("file://".length);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * The group that a sample belongs to. Native code is the runtime's, as are functions that the runtime wrote in
 * JavaScript; a stack that is empty is idle time.
 */
export function groupOfSample({ stack }: Sample, root: string, rules?: readonly GroupRule[]): Group {
  const [leaf] = stack;
  return leaf === undefined ? "idle" : groupOf(leaf, root, rules);
}
