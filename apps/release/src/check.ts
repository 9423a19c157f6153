// Checks tarballs as their users see them: does every entry exist, and do its types fit what is loaded?
import { readFile } from "node:fs/promises";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { Packed } from "./pack.ts";

/**
 * Checks a tarball with publint and Are The Types Wrong.
 *
 * @returns what is wrong, a sentence each; empty if nothing is. That CommonJS code must import it asynchronously is not:
 * these packages are ES modules only.
 */
export async function problemsOf({ tarball }: Pick<Packed, "tarball">): Promise<readonly string[]> {
  const bytes = await readFile(tarball);
  const data = new Uint8Array(bytes);
  const { messages, pkg } = await publint({ pack: { tarball: data.buffer }, strict: true });
  const checked = await checkPackage(createPackageFromTarballData(data));
  const types =
    checked.types === false
      ? ["has no types"]
      : checked.problems.filter(matters).map((one) => JSON.stringify(one));
  return [
    ...messages.filter(({ code }) => !settled.has(code)).map((one) => formatMessage(one, pkg) ?? one.code),
    ...types,
  ];
}

/** The address of the repository is the maintainers' to give. */
const settled: ReadonlySet<string> = new Set(["USE_REPOSITORY", "INVALID_REPOSITORY_VALUE"]);

function matters(problem: object): boolean {
  const kind = "resolutionKind" in problem ? problem.resolutionKind : undefined;
  return kind !== "node10" && kind !== "node16-cjs";
}
