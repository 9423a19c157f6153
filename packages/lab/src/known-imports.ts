// What files import, kept by their content: parsing all sources takes longer than all else of a fingerprint, and hardly
// any of them change between two runs.
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsonDecoder } from "@byturns/record";
import * as Schema from "effect/Schema";
import type { Import } from "./imports.ts";

/** By the file's ending and the hash of its content. */
const Known = Schema.Record(
  Schema.String,
  Schema.Array(Schema.Struct({ specifier: Schema.String, isUrl: Schema.Boolean })),
);
const decode = jsonDecoder(Known);

/** More than a checkout has in many revisions; a file with more begins anew. */
const most = 20_000;

/** The imports of files that were seen before, and of those that are new. */
export class KnownImports {
  readonly #modules: string;
  readonly #path: string;
  readonly #known: Map<string, readonly Import[]>;
  #hasNew = false;

  private constructor(modules: string, path: string, known: Map<string, readonly Import[]>) {
    this.#modules = modules;
    this.#path = path;
    this.#known = known;
  }

  /**
   * Reads what is known. Another parser, or another way to read what it found, begins anew.
   *
   * @param modules the folder of installed packages, in whose cache it is kept; with none, or with a damaged file, nothing
   * is known.
   */
  static async open(modules: string): Promise<KnownImports> {
    const reader = createHash("sha256");
    for (const file of [
      fileURLToPath(new URL("./imports.ts", import.meta.url)),
      createRequire(import.meta.url).resolve("@babel/parser/package.json"),
    ])
      reader.update(await readFile(file));
    const name = `imports-${reader.digest("hex").slice(0, 16)}.json`;
    const path = join(modules, ".cache", "byturns", name);
    const decoded = decode(await readFile(path, "utf8").catch(() => "{}"));
    return new KnownImports(modules, path, new Map("value" in decoded ? Object.entries(decoded.value) : []));
  }

  /** The same as `importsOf()`. */
  async of(content: Buffer, file: string): Promise<readonly Import[]> {
    const key = `${extname(file)} ${createHash("sha256").update(content).digest("hex")}`;
    let found = this.#known.get(key);
    if (found === undefined) {
      const { importsOf } = await import("./imports.ts");
      found = importsOf(content.toString("utf8"), file);
      this.#known.set(key, found);
      this.#hasNew = true;
    }
    return found;
  }

  /** Keeps what is new; without a place to keep it, the next run parses again. */
  async keep(): Promise<void> {
    if (!this.#hasNew || !existsSync(this.#modules)) return;
    const beside = `${this.#path}.${randomUUID()}.part`;
    const text = JSON.stringify(this.#known.size > most ? {} : Object.fromEntries(this.#known));
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeFile(beside, text);
      await rename(beside, this.#path);
    } catch {
      await rm(beside, { force: true }).catch(() => {});
    }
  }
}
