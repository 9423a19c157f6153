// Pictures of some pages at two widths in both color schemes, to be looked at: npm run pictures -w apps/site -- <folder>
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "@byturns/chromium";
import { buildSite } from "../src/build-site.ts";
import { serve } from "../test/server.ts";

const into = resolve(process.argv[2] ?? "pictures");
const folder = await mkdtemp(join(tmpdir(), "byturns-site-"));
await buildSite({ root: new URL("../../../", import.meta.url), folder, base: "/" });
const [browser, server] = await Promise.all([launch(), serve(folder, "/")]);
try {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [390, 1440]) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 1000 } });
      for (const address of ["", "docs/choosing/", "docs/examples/mutex/", "report/"]) {
        await page.goto(server.address + address);
        const name = address === "" ? "start" : address.replaceAll("/", "-").replace(/-$/, "");
        await page.screenshot({ path: join(into, `${name}-${width}-${colorScheme}.png`) });
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
