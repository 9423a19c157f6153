import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { specs } from "@byturns/spec";
import { suites } from "@byturns/suites";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./command.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns-completions-"));
  const { stdout } = await run("--completions", "bash");
  await writeFile(join(folder, "script"), stdout);
  await writeFile(
    join(folder, "ask"),
    `source "${folder}/script"
complete=$(complete -p byturns); complete=\${complete##*-F }; complete=\${complete%% *}
while IFS= read -r COMP_LINE; do
  COMP_POINT=\${#COMP_LINE}; read -ra COMP_WORDS <<< "$COMP_LINE"
  [[ "$COMP_LINE" == *" " ]] && COMP_WORDS+=("")
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMPREPLY=()
  "$complete" byturns "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
  echo "\${COMPREPLY[*]}"
done\n`,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What bash offers at the end of each line. */
async function offered(...lines: readonly string[]): Promise<readonly (readonly string[])[]> {
  const asked = promisify(execFile)("bash", ["--norc", join(folder, "ask")]);
  asked.child.stdin?.end(lines.map((line) => `${line}\n`).join(""));
  const { stdout } = await asked;
  return stdout
    .split("\n")
    .slice(0, lines.length)
    .map((line) => line.split(" ").filter((word) => word !== ""));
}

describe.skipIf(process.platform === "win32")("byturns --completions bash", () => {
  it("offers for a flag its own values, and never examples", async () => {
    const flags = ["runtime", "profile", "suite", "model", "seed", "budget"];
    const [runtimes, profiles, all, models, ...free] = await offered(
      ...flags.map((flag) => `byturns bench --${flag} `),
    );
    expect(runtimes).toEqual(["node", "deno", "bun"]);
    expect(profiles).toEqual(["smoke", "quick", "full", "thorough"]);
    expect(all).toEqual(Object.keys(suites));
    expect(models).toContain("fibers");
    expect(free).toEqual([[], []]);
  });

  it("offers kinds, metrics, formats, inputs and probes where those are taken", async () => {
    const [kinds, metrics, formats, inputs, probes, some] = await offered(
      "byturns order --kind ",
      "byturns compare --metric ",
      "byturns report --export ",
      "byturns run --input ",
      "byturns order ticks-from-f",
      "byturns bench say",
    );
    expect(kinds).toEqual(["module", "loaded", "commonjs", "worker", "first"]);
    expect(metrics).toEqual(expect.arrayContaining(["wallMs", "cpuMs", "p95", "p99"]));
    expect(formats).toContain("csv");
    expect(inputs).toEqual(expect.arrayContaining(["article", "test", "bench"]));
    expect(probes).toContain("ticks-from-file");
    expect(some).toEqual(Object.keys(specs).filter((id) => id.startsWith("say")));
  });
});
