import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../src/catalog.ts";
import { typesOf } from "../src/copy/spec-types.ts";

it("typesOf() writes out everything schemas can express: unions in arrays, optional keys, records, tuples, literals, names", async () => {
  const folder = await mkdtemp(join(tmpdir(), "byturns types "));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const path = join(folder, "shapes.ts");
  await writeFile(
    path,
    `import * as Schema from "effect/Schema";
     export const Point = Schema.Struct({ x: Schema.Finite, label: Schema.optionalKey(Schema.String) });
     export const Shapes = Schema.Struct({
       points: Schema.Array(Point),
       mixed: Schema.Array(Schema.Union([Schema.TaggedStruct("a", { n: Schema.Int }), Schema.TaggedStruct("b", {})])),
       mode: Schema.Literals(["one", "two"]),
       names: Schema.Array(Schema.NullOr(Schema.String)),
       pair: Schema.Tuple([Schema.String, Schema.Boolean]),
       rows: Schema.Array(Schema.Array(Schema.Int)),
       by: Schema.Record(Schema.String, Schema.Finite),
       "odd key": Schema.Unknown,
     });
export type Point = typeof Point.Type;
export type Shapes = typeof Shapes.Type;
`,
  );
  const types = await typesOf(path);
  await rm(folder, { recursive: true });
  expect(types).toBe(`
export type Point = {
  readonly x: number;
  readonly label?: string;
};

export type Shapes = {
  readonly points: readonly Point[];
  readonly mixed: readonly ({
    readonly _tag: "a";
    readonly n: number;
  } | {
    readonly _tag: "b";
  })[];
  readonly mode: "one" | "two";
  readonly names: readonly (string | null)[];
  readonly pair: readonly [string, boolean];
  readonly rows: readonly (readonly number[])[];
  readonly by: {
    readonly [key: string]: number;
  };
  readonly "odd key": unknown;
};
`);
});
