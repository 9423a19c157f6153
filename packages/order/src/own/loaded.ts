// What the process that loads a user's file sends.

/** A function as its text, and the line of the file at which it stands. */
export interface ProgramText {
  readonly _tag: "program";
  readonly text: string;
  readonly line: number;
}

/**
 * What a file exports as `probe`, or else by default; `none` when it exports neither, and `example` when that is an
 * example, which is measured by another command.
 */
export type LoadedMessage =
  | { readonly _tag: "none" }
  | { readonly _tag: "example" }
  | { readonly _tag: "exported"; readonly value: unknown };
