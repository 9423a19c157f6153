// The real files of an example's ports, as they are shown side by side.
import { readFile } from "node:fs/promises";

/** One file of a port. */
export interface SourceFile {
  readonly model: string;
  /** As it is shown: `packages/fibers/src/say-after.ts`. */
  readonly path: string;
  readonly text: string;
}

/** The files of each example, by its id. */
export type Sources = ReadonlyMap<string, readonly SourceFile[]>;

/**
 * Reads the ports' files of some examples; a file that is not there is left out.
 *
 * @param root the folder that holds `packages/`; with a slash at its end.
 */
export async function readSources(
  root: URL,
  examples: readonly string[],
  models: readonly string[],
): Promise<Sources> {
  const read = async (model: string, name: string): Promise<SourceFile[]> => {
    const path = `packages/${model}/src/${name}`;
    try {
      return [{ model, path, text: await readFile(new URL(path, root), "utf8") }];
    } catch {
      return [];
    }
  };
  const entries = await Promise.all(
    // Names come from records: only what can be a file of a port is looked for.
    examples.filter(isFileName).map(async (example) => {
      const files = await Promise.all(
        models
          .filter(isFileName)
          .flatMap((model) => [read(model, `${example}.ts`), read(model, `${example}.worker.ts`)]),
      );
      return [example, files.flat()] as const;
    }),
  );
  return new Map(entries);
}

function isFileName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(name);
}
