// The steps of a page of the documentation: its commands in their order, and the files that it shows.

/** A command to run, or a file to write before the next one. */
export type Step = { readonly command: string } | { readonly file: string; readonly text: string };

/**
 * Reads the steps of a Markdown page: a line of an `sh` block is a command, and a block whose fence names a file after
 * its language is that file. A block marked `no-run` is left out.
 */
export function stepsOf(page: string): readonly Step[] {
  const blocks = page.matchAll(/^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$/gms);
  return Array.from(blocks).flatMap(([, language, name, text = ""]): Step[] => {
    if (name === "no-run") return [];
    if (language !== "sh") return name === undefined ? [] : [{ file: name, text }];
    const lines = text.split("\n").map((line) => line.replace(/\s+#.*$/, "").trim());
    return lines.filter((line) => line !== "").map((command) => ({ command }));
  });
}
