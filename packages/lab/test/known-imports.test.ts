import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf } from "../src/imports.ts";
import { KnownImports } from "../src/known-imports.ts";
import { scratch } from "./laboratory.ts";

const source = Buffer.from(
  'import a from "./a.ts";\nimport type { B } from "./b.ts";\nnew URL("c.ts", import.meta.url);\n',
);
const found = importsOf(source.toString("utf8"), "x.ts");

/** A folder of installed packages, and the one file that is kept below it. */
async function modulesIn(folder: { at(name: string): string }) {
  const modules = folder.at("node_modules");
  await mkdir(modules);
  const cache = join(modules, ".cache", "byturns");
  return { modules, kept: async () => join(cache, (await readdir(cache)).join()) };
}

describe("KnownImports", () => {
  it("answers as importsOf() does, the next time from what it kept, for this content and ending only", async () => {
    await using folder = await scratch();
    const { modules, kept } = await modulesIn(folder);
    const first = await KnownImports.open(modules);
    expect(await first.of(source, "x.ts")).toEqual(found);
    expect(found).toHaveLength(2);
    await first.keep();
    const text = await readFile(await kept(), "utf8");
    await writeFile(await kept(), text.replace("./a.ts", "./kept.ts"));
    const second = await KnownImports.open(modules);
    expect((await second.of(source, "elsewhere.ts")).map(({ specifier }) => specifier)).toEqual([
      "./kept.ts",
      "c.ts",
    ]);
    expect(await second.of(Buffer.concat([source, Buffer.from("\n")]), "x.ts")).toEqual(found);
    // With its types it is no JavaScript.
    expect(await second.of(source, "x.js")).toEqual(importsOf(source.toString("utf8"), "x.js"));
  });

  it.each(["{", "[]", '{".ts 00":[{"specifier":1}]}', "null"])(
    "knows nothing where %j is kept",
    async (damaged) => {
      await using folder = await scratch();
      const { modules, kept } = await modulesIn(folder);
      const first = await KnownImports.open(modules);
      await first.of(source, "x.ts");
      await first.keep();
      await writeFile(await kept(), damaged);
      const second = await KnownImports.open(modules);
      expect(await second.of(source, "x.ts")).toEqual(found);
      await second.keep();
      expect(Object.values(JSON.parse(await readFile(await kept(), "utf8")))).toEqual([found]);
    },
  );

  it("begins anew when it would keep more than a checkout has in many revisions", async () => {
    await using folder = await scratch();
    const { modules, kept } = await modulesIn(folder);
    const first = await KnownImports.open(modules);
    await first.of(source, "x.ts");
    await first.keep();
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`.ts ${i}`, []]));
    await writeFile(await kept(), JSON.stringify(many));
    const second = await KnownImports.open(modules);
    await second.of(source, "x.ts");
    await second.keep();
    expect(await readFile(await kept(), "utf8")).toBe("{}");
  });

  it("keeps nothing where no packages are installed", async () => {
    await using folder = await scratch();
    const known = await KnownImports.open(folder.at("node_modules"));
    expect(await known.of(source, "x.ts")).toEqual(found);
    await known.keep();
    await expect(readdir(folder.at("node_modules"))).rejects.toThrow("ENOENT");
  });
});
