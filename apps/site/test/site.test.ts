// The site as it is published: every link leads somewhere, the search finds, and a browser reads it in both schemes.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isLeftOut, launch, where } from "@byturns/chromium";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildSite } from "../src/build-site.ts";
import { checkLinks } from "../src/check-links.ts";
import { addressOfLink } from "../src/links.ts";
import { readPages } from "../src/pages.ts";
import { serve } from "./server.ts";

const root = new URL("../../../", import.meta.url);
const base = "/byturns/";
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byturns-site-"));
  await buildSite({ root, folder, base });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("buildSite()", () => {
  it("makes a page of the README, of every guide, of every example and of every report", async () => {
    const pages = await readPages(root);
    const ids = pages.map(({ source }) => source);
    expect(ids).toEqual(expect.arrayContaining(["README.md", "docs/order.md", "docs/examples/mix.md"]));
    for (const { address } of pages) expect(existsSync(join(folder, address, "index.html"))).toBe(true);
    expect(existsSync(join(folder, "report", "index.html"))).toBe(true);
  });

  it("asks no other site for anything: no script, style, image or frame from elsewhere", async () => {
    const html = await readFile(join(folder, "docs", "order", "index.html"), "utf8");
    expect(
      html.match(/<(?:script|link|img|iframe)[^>]*(?:src|href)="(?!data:|\/byturns\/)[^"]*"/g),
    ).toBeNull();
  });

  it.each(["byturns", "/byturns", "byturns/", "//"])(
    "refuses the path %o, which lacks a slash or a name",
    async (path) => {
      const nowhere = join(folder, "nowhere");
      await expect(buildSite({ root, folder: nowhere, base: path })).rejects.toThrow(
        new RangeError(`Cannot build for the path "${path}": expected a slash at both ends, as in /byturns/`),
      );
      expect(existsSync(nowhere)).toBe(false);
    },
  );
});

describe("checkLinks()", () => {
  it("finds nothing to complain of in the site", () => {
    expect(checkLinks(folder, base)).toEqual([]);
  });

  it.each([
    ['<a href="gone/">x</a>', '"gone/" leads to no file'],
    ['<a href="/byturns/#gone">x</a>', '"/byturns/#gone" leads to no element'],
    ['<a href="/other/">x</a>', '"/other/" leaves the site\'s path /byturns/'],
    ['<img src="gone.png" alt="">', '"gone.png" leads to no file'],
    ['<a href="http://example.com/">x</a>', '"http://example.com/" is not under https'],
    ['<a href="https://[/">x</a>', '"https://[/" is not an address'],
  ])("names the page of %s", async (html, complaint) => {
    const made = await mkdtemp(join(tmpdir(), "byturns-links-"));
    try {
      await writeFile(join(made, "index.html"), `<p id="there">${html}<a href="#there">y</a>`);
      expect(checkLinks(made, base)).toEqual([`index.html: ${complaint}`]);
    } finally {
      await rm(made, { recursive: true });
    }
  });
});

describe("addressOfLink()", () => {
  it.each([
    ["choosing.md", "/byturns/docs/choosing/"],
    ["order.md#ticks-flood", "/byturns/docs/order/#ticks-flood"],
    ["examples", "/byturns/docs/examples/"],
    ["../benchmarks/reference/full/report.md", "/byturns/report/"],
    ["../packages/spec/src", "https://host/owner/name/tree/main/packages/spec/src"],
    ["../LICENSE", "https://host/owner/name/blob/main/LICENSE"],
    ["https://example.com/", "https://example.com/"],
  ])("%s leads to %s", async (href, address) => {
    const dead: string[] = [];
    const settings = {
      root,
      pages: await readPages(root),
      base,
      repository: "https://host/owner/name",
      dead,
    };
    expect(addressOfLink(href, "docs/processes.md", settings)).toBe(address);
    expect(dead).toEqual([]);
  });

  it("names the file and the link that leads to nothing, or out of the project", async () => {
    const made = await mkdtemp(join(tmpdir(), "byturns-project-"));
    try {
      await mkdir(join(made, "docs"));
      const dead: string[] = [];
      const settings = { root: pathToFileURL(`${made}/`), pages: [], base, repository: undefined, dead };
      for (const href of ["gone.md", "../../"])
        expect(addressOfLink(href, "docs/a.md", settings)).toBeUndefined();
      expect(dead).toEqual([
        'docs/a.md: "gone.md" leads to no file of the project',
        'docs/a.md: "../../" leads to no file of the project',
      ]);
    } finally {
      await rm(made, { recursive: true });
    }
  });
});

describe.skipIf(isLeftOut)(`the site (${where})`, () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), serve(folder, base)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(["light", "dark"] as const)(
    "axe finds nothing in the %s scheme, at 390 and 1440 px",
    async (colorScheme) => {
      const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      const page = await browser.newPage({ colorScheme });
      for (const address of ["", "docs/choosing/", "docs/examples/mutex/"]) {
        await page.goto(server.address + address);
        await page.evaluate(axe);
        for (const width of [390, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          const found = await page.evaluate(async () => {
            const { run } = (globalThis as unknown as { axe: typeof import("axe-core") }).axe;
            const { violations } = await run();
            return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
          });
          expect(found, `${address} at ${width} px`).toEqual([]);
          const overflow = await page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth",
          );
          expect(overflow, `${address} at ${width} px scrolls sideways`).toBe(0);
        }
      }
      await page.close();
    },
  );

  it("the search finds a probe by keyboard, and follows it", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(server.address);
    await page.getByRole("searchbox", { name: "Search" }).fill("overdue timers");
    await page.locator("#results a").first().waitFor();
    expect(await page.getByRole("status").textContent()).toMatch(/^\d+ found$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/docs\//);
    expect(asked.filter((url) => !url.startsWith(server.address) && !url.startsWith("data:"))).toEqual([]);
    await page.close();
  });

  it("the search reports what it does not find, and is empty after Escape", async () => {
    const page = await browser.newPage();
    await page.goto(server.address);
    const search = page.getByRole("searchbox", { name: "Search" });
    await search.fill("zzzqqq");
    await page.getByText("Nothing found").waitFor();
    await search.press("Escape");
    expect(await search.inputValue()).toBe("");
    await page.close();
  });
});
