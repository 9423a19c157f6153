/// <reference lib="dom" />
// The reference run's page on a phone and on paper.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isLeftOut, launch, where } from "@byturns/chromium";
import { readCatalogue } from "@byturns/order";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSources, renderHtml } from "../src/index.ts";
import { referenceRun } from "./reference.ts";

const root = new URL("../../../", import.meta.url);
const phone = { width: 390, height: 844 };

describe.skipIf(isLeftOut)(`the page of the reference run ${where}`, () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  let bytes: number;

  beforeAll(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), "byturns narrow "));
    const file = join(folder, "report.html");
    const run = await referenceRun();
    const order = readCatalogue(await readFile(new URL("docs/order.json", root), "utf8"));
    const examples = [...new Set(run.plan.cases.map(({ example }) => example))];
    const sources = await readSources(root, examples, run.plan.models);
    const page = await renderHtml(run, sources, { order });
    bytes = Buffer.byteLength(page);
    await writeFile(file, page);
    address = pathToFileURL(file).href;
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: BrowserContextOptions = {}, hash = "") {
    const context = await browser.newContext({ viewport: phone, ...options });
    const page = await context.newPage();
    await page.goto(address + hash);
    return { page, [Symbol.asyncDispose]: () => context.close() };
  }

  const ways = ["pointer", "keyboard"] as const;
  async function press(page: Page, selector: string, way: (typeof ways)[number]) {
    const target = page.locator(selector).first();
    if (way === "pointer") return target.click();
    await target.focus();
    return page.keyboard.press("Enter");
  }

  it("is at most 2 MB large, and 12,000 px high at 390 px while it is folded", async () => {
    await using opened = await open();
    expect(bytes).toBeLessThanOrEqual(2_000_000);
    const size = await opened.page.evaluate(() => {
      const { scrollHeight, scrollWidth } = document.documentElement;
      return { scrollHeight, scrollWidth };
    });
    expect(size.scrollHeight).toBeLessThanOrEqual(12_000);
    expect(size.scrollWidth).toBe(phone.width);
  });

  it("shows answers first, then how models and runtimes stand, then findings, then the matrix", async () => {
    await using opened = await open();
    const tops = await opened.page.evaluate(() =>
      [".answers", ".standings", ".recorded", "#findings", "#matrix", "#examples"].map(
        (one) => document.querySelector(one)?.getBoundingClientRect().top ?? Number.NaN,
      ),
    );
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(tops[0]).toBeLessThan(phone.height);
    expect(await opened.page.locator(".answers dt").allTextContents()).toEqual([
      "Waiting",
      "Computing",
      "Coordinating",
      "Memory",
      "Moving between runtimes",
    ]);
  });

  it.each(ways)("follows an answer into the folded example that it speaks of, by %s", async (way) => {
    await using opened = await open();
    await press(opened.page, ".answers a", way);
    await expect.poll(() => new URL(opened.page.url()).hash).not.toBe("");
    const wanted = decodeURIComponent(new URL(opened.page.url()).hash);
    await expect.poll(() => opened.page.locator(`[id="${wanted.slice(1)}"]`).isVisible()).toBe(true);
  });

  it.each(ways)(
    "unfolds an example, which has its answer in the line that is pressed, by %s",
    async (way) => {
      await using opened = await open();
      const example = opened.page.locator("#example-overlap");
      expect(await example.locator("> summary").textContent()).toMatch(/Time: .* with threads/);
      expect(await example.locator("table").first().isVisible()).toBe(false);
      await press(opened.page, "#example-overlap > summary", way);
      expect(await example.locator("table").first().isVisible()).toBe(true);
    },
  );

  it.each(ways)("folds its filters away until they are wanted, by %s", async (way) => {
    await using opened = await open();
    const search = opened.page.getByLabel("Search");
    expect(await search.isVisible()).toBe(false);
    await press(opened.page, "#filters > summary", way);
    await search.fill("nqueens");
    expect(await opened.page.locator("#matrix-table tbody tr:visible").count()).toBe(1);
    // Asked of the page itself: on a busy machine `page.url()` is told of a change a moment later.
    await using again = await open({}, await opened.page.evaluate(() => location.hash));
    expect(await again.page.getByLabel("Search").isVisible()).toBe(true);
  });

  it("shows its filters where there is room for them", async () => {
    await using opened = await open({ viewport: { width: 1_280, height: 900 } });
    expect(await opened.page.getByLabel("Search").isVisible()).toBe(true);
    await opened.page.setViewportSize(phone);
    await expect.poll(() => opened.page.getByLabel("Search").isVisible()).toBe(false);
  });

  it.each(ways)("says that its matrix goes on to the right, until its end is in view, by %s", async (way) => {
    await using opened = await open();
    const { page } = opened;
    const region = page.getByRole("region", { name: "The matrix as a table" });
    const hint = page.locator("#matrix-sideways");
    const shade = () =>
      page.evaluate(
        () => getComputedStyle(document.querySelector(".goes-on") as Element, "::after").visibility,
      );
    expect(await region.getAttribute("aria-describedby")).toBe("matrix-sideways");
    expect(await hint.textContent()).toContain("9 columns");
    expect([await hint.isVisible(), await shade()]).toEqual([true, "visible"]);
    // Turned until it is there, as a reader does: on a busy machine Chromium drops what comes before it has drawn.
    const goOn = () => (way === "pointer" ? page.mouse.wheel(5_000, 0) : page.keyboard.press("ArrowRight"));
    await (way === "pointer" ? region.hover() : region.focus());
    await expect
      .poll(async () => {
        await goOn();
        return hint.isVisible();
      })
      .toBe(false);
    await expect.poll(shade).toBe("hidden");
  });

  it("says the same without its script", async () => {
    await using opened = await open({ javaScriptEnabled: false });
    expect(await opened.page.locator("#matrix-sideways").isVisible()).toBe(true);
    expect(await opened.page.locator("#filters").isVisible()).toBe(false);
  });

  it("prints its answers, its matrix and what was unfolded, and nothing that was not", async () => {
    await using opened = await open({ viewport: { width: 1_030, height: 700 } });
    const { page } = opened;
    await page.locator("#example-nqueens > summary").click();
    await page.emulateMedia({ media: "print" });
    const isVisible = (selector: string) => page.locator(selector).first().isVisible();
    expect(await isVisible(".answers dd")).toBe(true);
    expect(await isVisible("#matrix-table tbody td")).toBe(true);
    expect(await isVisible("#example-nqueens table")).toBe(true);
    expect(await isVisible("#example-matmul > summary")).toBe(false);
    expect(await isVisible("#filters")).toBe(false);
    expect(await isVisible("#matrix-sideways")).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1_030);
  });
});
