// npm run site -- [--base /byturns/] [--out folder] [--repository https://github.com/owner/name]
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildSite } from "./build-site.ts";

const root = new URL("../../../", import.meta.url);
const { values } = parseArgs({
  options: {
    base: { type: "string", default: "/" },
    out: { type: "string", default: fileURLToPath(new URL("runs/site/", root)) },
    repository: { type: "string" },
  },
});
const folder = resolve(fileURLToPath(root), values.out);
try {
  const count = await buildSite({ root, folder, base: values.base, repository: values.repository });
  console.log(`${count} pages, no dead link: ${folder}`);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
