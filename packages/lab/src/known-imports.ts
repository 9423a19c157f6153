// What files import, kept by their content: parsing all sources takes longer than all else of a fingerprint, and hardly
// any of them change between two runs.
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { KeptByContent } from "@byturns/record/kept-by-content";
import type { Import } from "./imports.ts";

/** The imports of files that were seen before, and of those that are new. */
export class KnownImports {
  readonly #kept: KeptByContent<readonly Import[]>;

  private constructor(kept: KeptByContent<readonly Import[]>) {
    this.#kept = kept;
  }

  /** @param modules the folder of installed packages, in whose cache they are kept. */
  static async open(modules: string): Promise<KnownImports> {
    const makers = [
      fileURLToPath(new URL("./imports.ts", import.meta.url)),
      createRequire(import.meta.url).resolve("@babel/parser/package.json"),
    ];
    // More files than a checkout has in many revisions.
    const most = 20_000;
    return new KnownImports(
      await KeptByContent.open({ modules, name: "imports", makers, is: areImports, most }),
    );
  }

  /** The same as `importsOf()`. */
  async of(content: Buffer, file: string): Promise<readonly Import[]> {
    const known = this.#kept.get(content, extname(file));
    if (known !== undefined) return known;
    const { importsOf } = await import("./imports.ts");
    return this.#kept.set(content, extname(file), importsOf(content.toString("utf8"), file));
  }

  /** Keeps what is new for the next run. */
  keep(): Promise<void> {
    return this.#kept.keep();
  }
}

const areImports = (value: unknown): value is readonly Import[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one?.specifier === "string" && typeof one.isUrl === "boolean");
