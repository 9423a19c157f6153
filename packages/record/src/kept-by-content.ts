// Results that follow from a file's content alone, kept below the installed packages: what takes a while to make need
// not be made again by every command.
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What is kept, and where. */
export interface Keeping<A> {
  /** The folder of installed packages, in whose cache it is kept. */
  readonly modules: string;
  /** A name for it, as part of a file's name. */
  readonly name: string;
  /** Files that decide what is made, such as the manifest of a parser: where one differs, nothing is known. */
  readonly makers: readonly string[];
  /** Whether what was read is a result. */
  is(value: unknown): value is A;
  /** How many results are kept; with more it begins anew. */
  readonly most: number;
}

/** The results of earlier commands, and those of this one. */
export class KeptByContent<A> {
  readonly #keeping: Keeping<A>;
  readonly #path: string;
  readonly #known: Map<string, A>;
  #hasNew = false;

  private constructor(keeping: Keeping<A>, path: string, known: Map<string, A>) {
    this.#keeping = keeping;
    this.#path = path;
    this.#known = known;
  }

  /** Reads what is kept; nothing is known where there is nothing, or something else. */
  static async open<A>(keeping: Keeping<A>): Promise<KeptByContent<A>> {
    const { modules, name, makers } = keeping;
    const made = createHash("sha256");
    for (const file of makers) made.update(await readFile(file));
    const path = join(modules, ".cache", "byturns", `${name}-${made.digest("hex").slice(0, 16)}.json`);
    return new KeptByContent(keeping, path, new Map(await entriesOf(path, keeping)));
  }

  /** @param kind what else decides beside the content, such as the ending of the file. */
  get(content: Buffer | string, kind: string): A | undefined {
    return this.#known.get(keyOf(content, kind));
  }

  /** Returns the result. */
  set(content: Buffer | string, kind: string, result: A): A {
    this.#known.set(keyOf(content, kind), result);
    this.#hasNew = true;
    return result;
  }

  /** Writes what is new. Where that cannot be, the next command makes it again. */
  async keep(): Promise<void> {
    const { modules, most } = this.#keeping;
    if (!this.#hasNew || !existsSync(modules)) return;
    const beside = `${this.#path}.${randomUUID()}.part`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(beside, JSON.stringify(this.#known.size > most ? {} : Object.fromEntries(this.#known)));
      await rename(beside, this.#path);
    } catch {
      await rm(beside, { force: true }).catch(() => {});
    }
  }
}

const keyOf = (content: Buffer | string, kind: string) =>
  `${kind} ${createHash("sha256").update(content).digest("hex")}`;

async function entriesOf<A>(path: string, { is }: Keeping<A>): Promise<readonly (readonly [string, A])[]> {
  try {
    const entries = Object.entries<unknown>(JSON.parse(await readFile(path, "utf8")));
    return entries.flatMap(([key, value]) => (is(value) ? [[key, value] as const] : []));
  } catch {
    return [];
  }
}
