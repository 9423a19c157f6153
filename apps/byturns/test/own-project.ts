// A folder outside of the checkout, as the project of a team that has byturns installed.
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A project with these files; it is removed when it is disposed of. */
export async function ownProject(
  files: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "byturns-team-")));
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  await symlink(fileURLToPath(new URL("..", import.meta.url)), join(modules, "byturns"));
  await symlink(
    fileURLToPath(new URL("../../../node_modules/effect", import.meta.url)),
    join(modules, "effect"),
  );
  const all = { "package.json": '{ "name": "team", "private": true, "type": "module" }', ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** A file with an example of these fields. */
export const example = (fields: string, before = "") =>
  `import { defineExample } from "byturns";\n${before}\nexport default defineExample({\n${fields}\n});\n`;

/** Fields that are right. */
export const right = {
  question: 'question: "What does it cost?",',
  inputs: "inputs: { small: { n: 1 } },",
  models: "models: { promises: async (input) => input.n },",
};
