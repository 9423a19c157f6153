// What the process that loads a file of one's own sends.
import type { Config } from "./config.ts";
import type { Description } from "./describe.ts";

/** The file's default export, described; what is wrong with it, with its line; or the export of a config. */
export type LoadedMessage =
  | { readonly _tag: "example"; readonly description: Description }
  | { readonly _tag: "problem"; readonly problem: string; readonly line?: number }
  | { readonly _tag: "config"; readonly config: Config };
