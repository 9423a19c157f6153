import { join } from "node:path";
import { expect, it } from "vitest";
import { whyNotParsed } from "../src/own/why-not-parsed.ts";
import { ownProject } from "./own-project.ts";

it("whyNotParsed() names the line that cannot be parsed, and says nothing of a file that can", async () => {
  await using project = await ownProject({
    "broken.worker.ts": "const a: number = 1;\nexport const b = ;\n",
    "throws.worker.ts": 'throw new SyntaxError("not run");\n',
  });
  const at = (name: string) => join(project.folder, name);
  expect(await whyNotParsed(at("broken.worker.ts"))).toBe(
    `SyntaxError: Expression expected (in ${at("broken.worker.ts")}:2)`,
  );
  expect(await whyNotParsed(at("throws.worker.ts"))).toBeUndefined();
  expect(await whyNotParsed(at("gone.worker.ts"))).toBeUndefined();
});
