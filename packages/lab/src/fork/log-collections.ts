// A runtime that logs its garbage collections, all threads together, into a file.
import { readFile } from "node:fs/promises";
import type { LoggedCollections } from "../runtime/collections-log.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { ForkTask } from "./workbench.ts";

/** What the calls between the marks did, or why that is not known, as a sentence without its period. */
export type CountedCollections = LoggedCollections | { readonly notCounted: string };

/** How to start a runtime whose collections are to be counted, and how to read them once it has ended. */
export interface Logging extends Pick<ForkTask, "before"> {
  readonly kind: Runtime;
  read(): Promise<CountedCollections>;
}

/** @param file where the log is to be written, and all that the process prints. */
export function logCollections(kind: Runtime, file: string): Logging {
  const logging = kind.explaining?.logCollections;
  const not = (notCounted: string): Logging => ({ kind, read: async () => ({ notCounted }) });
  if (logging === undefined) return not(`${kind.title} does not log its garbage collections`);
  if (process.platform === "win32") return not("the log needs a POSIX shell");
  return {
    kind: {
      ...kind,
      flags: (launch) => logging.flags(kind.flags(launch)),
      environment: (launch) => ({ ...kind.environment(launch), ...logging.environment }),
    },
    // The whole log goes into a file: of what a fork prints only the end is kept.
    before: ["/bin/sh", "-c", 'log="$1"; shift; exec "$@" > "$log" 2>&1', "sh", file],
    async read() {
      const text = await readFile(file, "utf8").catch(() => "");
      return logging.read(text) ?? { notCounted: "its log does not cover the measured calls" };
    },
  };
}
