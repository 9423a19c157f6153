import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { foldersOf } from "../src/internal/read-access.ts";

describe("foldersOf()", () => {
  let place: string;
  beforeEach(async () => {
    place = await realpath(await mkdtemp(join(tmpdir(), "byturns-read-")));
  });
  afterEach(() => rm(place, { recursive: true }));
  const make = async (...path: string[]) => {
    await mkdir(join(place, ...path), { recursive: true });
    return join(place, ...path);
  };

  it("is the project that has Effect installed, once for all files in it", async () => {
    await make("project", "node_modules", "effect");
    const files = [await make("project", "src", "internal"), await make("project", "test")];
    expect(foldersOf(files.map((folder) => join(folder, "file.ts")))).toEqual([join(place, "project")]);
  });

  it("is the closest project, and the place of what is linked there", async () => {
    await make("workspace", "node_modules", ".store", "effect@4", "node_modules", "effect");
    const app = await make("workspace", "apps", "one");
    await make("workspace", "apps", "one", "node_modules");
    await symlink(
      join(place, "workspace/node_modules/.store/effect@4/node_modules/effect"),
      join(app, "node_modules/effect"),
    );
    expect(foldersOf([join(app, "machine.ts")])).toEqual([join(place, "workspace")]);
    await make("elsewhere", "node_modules", "effect");
    const other = await make("other", "node_modules");
    await symlink(join(place, "elsewhere/node_modules/effect"), join(other, "effect"));
    expect(foldersOf([join(place, "other", "machine.ts")])).toEqual([
      join(place, "other"),
      join(place, "elsewhere"),
    ]);
  });

  it("is the folder of a file that is part of no project, and no other whose name only begins like it", async () => {
    const [one, two] = [await make("one"), await make("one-more")];
    expect(foldersOf([join(one, "a.ts"), join(two, "b.ts")])).toEqual([one, two]);
  });
});
