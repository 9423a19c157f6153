import { chmod, symlink, writeFile } from "node:fs/promises";
import { fetchRuntime, findRuntimes } from "@byturns/lab";
import { describe, expect, it } from "vitest";
import { kind, root, scratch } from "./laboratory.ts";

const where = { root, runtimes: [kind] };
const version = process.version.slice(1);

describe("findRuntimes()", () => {
  it("finds what is installed with the project", async () => {
    const { found, missing } = await findRuntimes(where);
    expect(missing).toEqual([]);
    expect(found).toMatchObject([{ key: `node@${version}`, id: "node", version, source: "installed", kind }]);
  });

  it("takes a path, a matching version, several in one string, and each binary once", async () => {
    const wanted = [`node=${process.execPath}`, `node@${version.split(".")[0]},node@${version}`];
    const { found } = await findRuntimes(where, wanted);
    expect(found).toMatchObject([{ key: `node@${version}`, source: "path" }]);
  });

  it("distinguishes two binaries of the same version", async () => {
    await using folder = await scratch();
    const script = folder.at("node-again");
    await writeFile(script, `#!/bin/sh\necho ${process.version}\n`);
    await chmod(script, 0o755);
    const { found } = await findRuntimes(where, ["node", script]);
    expect(found.map(({ key }) => key)).toEqual([`node@${version}`, `node@${version}+2`]);
  });

  it("reports what is missing, why, and which package would provide it", async () => {
    await using folder = await scratch();
    await symlink("/bin/cat", folder.at("node-cat"));
    await writeFile(folder.at("node-text"), "");
    const { found, missing } = await findRuntimes(where, [
      "node@9",
      "node=/nowhere/node",
      folder.at("node-text"),
    ]);
    expect(found).toEqual([]);
    expect(missing).toMatchObject([
      { wanted: "node@9", package: "node@9" },
      { why: "/nowhere/node is not there", package: undefined },
      { why: expect.stringContaining("does not start") },
    ]);
  });

  it("does not take npm's script for a runtime, since starting it would go through another runtime", async () => {
    await using folder = await scratch();
    const script = folder.at("node-shim");
    await writeFile(script, `#!/usr/bin/env node\nconsole.log("${process.version}");\n`);
    await chmod(script, 0o755);
    const { found, missing } = await findRuntimes(where, [script]);
    expect(found).toEqual([]);
    expect(missing).toMatchObject([
      { why: expect.stringMatching(/script that starts Node through node.*npm rebuild node/) },
    ]);
  });

  it("rejects a version that is too old to run the sources, and names the oldest that can", async () => {
    await using folder = await scratch();
    const script = folder.at("node-old");
    await writeFile(script, "#!/bin/sh\necho v22.9.1\n");
    await chmod(script, 0o755);
    const whyWith = async (oldest: string) => {
      const runtimes = [{ ...kind, oldest }];
      return (await findRuntimes({ root, runtimes }, [script])).missing[0]?.why;
    };
    expect(await whyWith("24.0.0")).toBe(
      `${script} is Node 22.9.1, which is too old to run the sources: Node 24.0.0 or newer`,
    );
    expect(await whyWith("22.10.0")).toContain("too old");
    expect(await whyWith("22.9.2")).toContain("too old");
    for (const oldest of ["22.9.1", "22.9.0", "22.8.9", "9.99.99"])
      expect(await whyWith(oldest)).toBeUndefined();
  });

  it("does not mistake 26.1 for 26.10", async () => {
    const [major, minor = ""] = version.split(".");
    const { found } = await findRuntimes(where, [`node@${major}.${minor.slice(0, -1) || "99"}`]);
    expect(found).toEqual([]);
  });

  it("rejects an unknown runtime, and a binary whose runtime cannot be determined", async () => {
    await expect(findRuntimes(where, ["nodejs"])).rejects.toThrow(
      'There is no runtime "nodejs"; there are node',
    );
    await expect(findRuntimes(where, ["/opt/x"])).rejects.toThrow("write <runtime>=/opt/x");
  });
});

describe("fetchRuntime()", () => {
  it("returns what is there without fetching, and rejects a name without a version", async () => {
    expect(await fetchRuntime(where, `node@${version}`)).toMatchObject({ source: "installed" });
    const nowhere = { ...where, root: "/nowhere" };
    await expect(fetchRuntime(nowhere, "node@latest")).rejects.toThrow(/name a runtime and a version/);
  });
});
