/// <reference lib="dom" />
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { typicalWorkloads, workloadFields, workloadNames } from "@byturns/advice";
import { isLeftOut, launch, where } from "@byturns/chromium";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderHtml } from "../src/index.ts";
import { nineCells } from "./made-up.ts";
import { referenceRun } from "./reference.ts";

it("renderHtml() leaves out My work where the run lacks what predictions are made from", async () => {
  expect(await renderHtml(nineCells())).not.toContain('id="advice"');
});

describe.skipIf(isLeftOut)(`My work ${where}`, () => {
  let browser: Browser;
  let folder: string;
  let address: string;

  beforeAll(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), "byturns-advice-"));
    const file = join(folder, "report.html");
    await writeFile(file, await renderHtml(await referenceRun()));
    address = pathToFileURL(file).href;
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => troubles.push(message.text()));
    await page.goto(address);
    return { page, troubles, [Symbol.asyncDispose]: () => context.close() };
  }

  it("answers what fields and sliders ask, by keyboard, and refuses what is out of bounds", async () => {
    await using opened = await open();
    const { page, troubles } = opened;
    const command = page.locator("#advice-command");
    const threads = page.locator("#advice-rows tr", { hasText: "threads" }).first();
    expect(await page.locator("#advice-typical").isVisible()).toBe(false);
    await page.locator("#advice-computeMs").fill("10");
    await page.locator("#advice-ratePerSecond").fill("80");
    expect(await command.textContent()).toContain("units=10000,requestsPerSecond=80");
    expect(await threads.textContent()).toContain("ahead");

    const slider = page.locator("input[data-slides=waitMs]");
    await slider.focus();
    await page.keyboard.press("End");
    expect(await page.locator("#advice-waitMs").inputValue()).toBe(String(workloadFields.waitMs.max));
    expect(await command.textContent()).toContain(`waitMs=${workloadFields.waitMs.max}`);

    await page.locator("#advice-cores").fill("0");
    expect(await page.locator("#advice-problem").textContent()).toContain("Cores: a whole number from 1");
    expect(await page.locator("#advice-cores").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("#advice-answer").isVisible()).toBe(false);
    await page.locator("#advice-cores").fill("4");
    expect(await page.locator("#advice-problem").textContent()).toBe("");
    expect(await page.locator("#advice-answer").isVisible()).toBe(true);
    expect(await page.locator("#advice-left-out li").count()).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
  });

  it.each(["light", "dark"] as const)("has no fault that axe finds, in %s colors", async (colorScheme) => {
    await using opened = await open({ colorScheme });
    const { page } = opened;
    await page.evaluate(
      await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
    );
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(at: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run("#advice")).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
    });
    expect(found).toEqual([]);
  });

  it("has a table of typical workloads without its script", async () => {
    await using opened = await open({ javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator("#advice-mine").isVisible()).toBe(false);
    expect(await page.locator("#advice-typical table").count()).toBe(typicalWorkloads.length);
    expect(await page.locator("#advice-typical code").first().textContent()).toContain(
      "byturns bench mix --threads 2 --set",
    );
    expect(await page.locator("[data-field]").count()).toBe(workloadNames.length);
  });
});
