import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launcher } from "./command.ts";

// As much of a checkout as the launcher needs, in a folder with spaces and a quote in its name.
let place = "";
let checkout = "";

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "byturns launcher's "));
  checkout = join(place, "my checkout");
  await mkdir(join(checkout, "apps/byturns/bin"), { recursive: true });
  await mkdir(join(checkout, "apps/byturns/src"), { recursive: true });
  await mkdir(join(checkout, "node_modules/.bin"), { recursive: true });
  await copyFile(launcher, join(checkout, "apps/byturns/bin/byturns"));
  await chmod(join(checkout, "apps/byturns/bin/byturns"), 0o755);
  await symlink(process.execPath, join(checkout, "node_modules/.bin/node"));
  await symlink("../byturns/bin/byturns", join(checkout, "node_modules/.bin/byturns"));
  await symlink("../apps/byturns", join(checkout, "node_modules/byturns"));
  await writeFile(
    join(checkout, "apps/byturns/src/main.ts"),
    `const args: string[] = process.argv.slice(2);
     if (args[0] === "wait") { console.log("waits"); setInterval(() => {}, 1e6); }
     else { console.log(JSON.stringify({ node: process.version, args })); process.exitCode = 7; }`,
  );
});

afterAll(() => rm(place, { recursive: true, force: true }));

describe("the launcher", () => {
  it("finds the pinned Node through symbolic links, whatever else is on the path, and passes arguments and the exit code through", async () => {
    const shortcut = join(place, "short cut");
    await symlink(join(checkout, "node_modules/.bin/byturns"), shortcut);
    const error = await promisify(execFile)(shortcut, ["a b", "", "$x"], {
      cwd: place,
      env: { PATH: "/usr/bin:/bin" },
    }).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 7 });
    expect(JSON.parse((error as { stdout: string }).stdout)).toEqual({
      node: process.version,
      args: ["a b", "", "$x"],
    });
  });

  it("is the process itself, so that a signal reaches the command", async () => {
    const child = spawn(join(checkout, "apps/byturns/bin/byturns"), ["wait"]);
    await once(child.stdout, "data");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
  });

  it("prints what to do if nothing was installed", async () => {
    await rm(join(checkout, "node_modules"), { recursive: true });
    const error = await promisify(execFile)(join(checkout, "apps/byturns/bin/byturns")).catch(
      (error: unknown) => error,
    );
    expect(error).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Run npm ci in the checkout first"),
    });
  });
});
