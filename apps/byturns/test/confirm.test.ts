import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirm } from "../src/text/confirm.ts";
import { start } from "./command.ts";

const ask = (answer: string, signal = new AbortController().signal) => {
  const input = new PassThrough();
  input.end(answer);
  return confirm("Fetch it?", signal, input, new PassThrough());
};

describe("confirm()", () => {
  it.each([
    ["y\n", true],
    ["Yes\n", true],
    ["n\n", false],
    ["\n", false],
    ["yesterday\n", false],
    ["", false],
  ])("%j is %s", async (answer, agreed) => {
    expect(await ask(answer)).toBe(agreed);
  });

  it("rejects when the signal is aborted", async () => {
    const open = new PassThrough();
    await expect(confirm("Fetch it?", AbortSignal.abort(), open, new PassThrough())).rejects.toThrow(
      /abort/i,
    );
  });
});

describe("byturns runtimes --fetch", () => {
  it("downloads nothing without a terminal to ask on, and names the flag that agrees", async () => {
    const { code, stdout, stderr } = await start(["runtimes", "--fetch", "node@24.0.99"]).ended;
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/Cannot ask whether to fetch node@24\.0\.99.*add --yes/s);
  });
});
