/// <reference lib="dom" />
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isLeftOut, launch, where } from "@byturns/chromium";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSources, renderChangesHtml, renderHtml } from "../src/index.ts";
import { catalogue } from "./catalogue.ts";
import { hostileRun } from "./hostile.ts";
import { nineCells, sweptCells } from "./made-up.ts";

const root = new URL("../../../", import.meta.url);
const models = ["promises", "fibers", "threads"];

describe.skipIf(isLeftOut)(`renderHtml() ${where}`, () => {
  let browser: Browser;
  let folder: string;
  let address: string;

  beforeAll(async () => {
    browser = await launch();
    folder = await mkdtemp(join(tmpdir(), "byturns page "));
    const file = join(folder, "report.html");
    await writeFile(file, await renderHtml(nineCells(), await readSources(root, ["say-after"], models)));
    address = pathToFileURL(file).href;
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A page that remembers what it asked for and what went wrong in it. */
  async function open(url: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const troubles: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("dialog", (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    return { page, troubles, requests, [Symbol.asyncDispose]: () => context.close() };
  }

  /** Asked of the page itself: on a busy machine `page.url()` is told of a change a moment later. */
  const linkOf = (page: Page) => page.evaluate(() => location.href);
  const rows = (page: Page) => page.locator("#matrix-table tbody tr:visible");
  const cell = (page: Page, row: number, column: number) =>
    page.locator(`#matrix-table tbody tr:nth-child(${row}) td:nth-of-type(${column})`);

  it("asks for nothing but itself, and nothing goes wrong in it", async () => {
    await using opened = await open(address);
    expect(opened.requests.filter((url) => url !== address && !url.startsWith("data:"))).toEqual([]);
    expect(opened.troubles).toEqual([]);
  });

  it("is forbidden by its policy to run or fetch what it does not bring", async () => {
    await using opened = await open(address);
    const ran = await opened.page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.body.append(script);
      const fetched = await fetch("https://example.invalid/").then(
        () => true,
        () => false,
      );
      return { ran: "ran" in globalThis, fetched };
    });
    expect(ran).toEqual({ ran: false, fetched: false });
    expect(opened.troubles.join("\n")).toContain("Content Security Policy");
  });

  it("is whole without its script", async () => {
    await using opened = await open(address, { javaScriptEnabled: false });
    expect(await rows(opened.page).count()).toBe(2);
    expect(await cell(opened.page, 1, 2).textContent()).toMatch(/1\.02×/);
    expect(await opened.page.locator("#controls").isVisible()).toBe(false);
    expect(await opened.page.locator(".timeline-tools:visible").count()).toBe(0);
    expect(await opened.page.locator("svg.plot").count()).toBeGreaterThan(0);
  });

  it.each([
    [360, "light"],
    [768, "dark"],
    [1280, "light"],
    [2560, "dark"],
  ] as const)(
    "fits a width of %i without scrolling sideways, in the %s scheme",
    async (width, colorScheme) => {
      await using opened = await open(address, { viewport: { width, height: 900 }, colorScheme });
      await openAll(opened.page);
      expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
    },
  );

  it.each(["light", "dark"] as const)("gives axe nothing to find in the %s scheme", async (colorScheme) => {
    await using opened = await open(address, { colorScheme });
    await openAll(opened.page);
    expect(await axe(opened.page)).toEqual([]);
  });

  it("gives axe nothing to find on a narrow screen", async () => {
    await using opened = await open(address, { viewport: { width: 360, height: 800 } });
    expect(await axe(opened.page)).toEqual([]);
  });

  it("filters by search, and says how many cases are left", async () => {
    await using opened = await open(address);
    await opened.page.getByLabel("Search").fill("sequential");
    expect(await rows(opened.page).count()).toBe(1);
    expect(await opened.page.locator("#matrix-count").textContent()).toBe("1 of 2 cases");
  });

  it("hides a model's and a runtime's columns", async () => {
    await using opened = await open(address);
    await opened.page.getByRole("checkbox", { name: "fibers" }).uncheck();
    await opened.page.getByRole("checkbox", { name: "deno" }).uncheck();
    expect(await opened.page.locator("#matrix-table thead th:visible").count()).toBe(1 + 4);
    expect(await opened.page.locator("#matrix-table tbody tr:first-child td:visible").count()).toBe(4);
  });

  it("switches metric, baseline and scale", async () => {
    await using opened = await open(address);
    expect(await cell(opened.page, 1, 4).textContent()).toMatch(/1\.50×[\s\S]*15\.0 ms/);
    await opened.page.getByLabel("Metric").selectOption("cpuMs");
    expect(await cell(opened.page, 1, 4).textContent()).toMatch(/1\.50×[\s\S]*7\.50 ms/);
    await opened.page.getByLabel("Metric").selectOption("overIdeal");
    expect(await opened.page.getByLabel("Against").isDisabled()).toBe(true);
    await opened.page.getByLabel("Metric").selectOption("wallMs");
    await opened.page.getByLabel("Against").selectOption("model:fibers");
    expect(await cell(opened.page, 1, 1).textContent()).toMatch(/▼ *0\.67×/);
    const dots = opened.page.locator(".strip .dots").nth(4);
    const onLog = await dots.getAttribute("d");
    await opened.page.getByLabel("Scale").selectOption("linear");
    expect(await dots.getAttribute("d")).not.toBe(onLog);
    await opened.page.getByLabel("Scale").selectOption("log");
    expect(await dots.getAttribute("d")).toBe(onLog);
  });

  it("draws a row as it was chosen while the row was hidden", async () => {
    await using opened = await open(address);
    await opened.page.getByLabel("Search").fill("sequential");
    await opened.page.getByLabel("Metric").selectOption("cpuMs");
    expect(await cell(opened.page, 1, 4).isVisible()).toBe(false);
    await opened.page.getByLabel("Search").fill("");
    expect(await cell(opened.page, 1, 4).textContent()).toMatch(/1\.50×[\s\S]*7\.50 ms/);
    await opened.page.getByLabel("Metric").selectOption("wallMs");
    expect(await cell(opened.page, 1, 4).textContent()).toMatch(/1\.50×[\s\S]*15\.0 ms/);
  });

  it("sorts, shows only what differs, and goes back to everything", async () => {
    await using opened = await open(address);
    await opened.page.getByLabel("Order").selectOption("factor");
    expect(await rows(opened.page).first().textContent()).toContain("bench-sequential");
    await opened.page.locator("select[name=show]").selectOption("alike");
    expect(await rows(opened.page).count()).toBe(0);
    await opened.page.getByRole("button", { name: "Show everything" }).click();
    expect(await rows(opened.page).count()).toBe(2);
    expect(await rows(opened.page).first().textContent()).not.toContain("bench-sequential");
  });

  it("is worked by keyboard alone", async () => {
    await using opened = await open(address);
    const metric = opened.page.getByLabel("Metric");
    const first = await metric.inputValue();
    await opened.page.getByLabel("Search").focus();
    await opened.page.keyboard.type("nothing like it");
    expect(await rows(opened.page).count()).toBe(0);
    await opened.page.keyboard.press("Control+A");
    await opened.page.keyboard.press("Delete");
    await opened.page.keyboard.press("Tab");
    await opened.page.keyboard.press("ArrowDown");
    expect(await metric.inputValue()).not.toBe(first);
    await opened.page.getByRole("checkbox", { name: "bun" }).focus();
    await opened.page.keyboard.press("Space");
    expect(await opened.page.locator("#matrix-table thead th:visible").count()).toBe(1 + 6);
  });

  it("lays out only what is in sight, and prints all that was unfolded", async () => {
    await using opened = await open(address);
    await unfoldExamples(opened.page);
    const isSkipped = () =>
      opened.page.evaluate(() => {
        const table = document.querySelector(".example table");
        return table?.checkVisibility({ contentVisibilityAuto: true }) === false;
      });
    await opened.page.evaluate(() => {
      const answers = document.querySelector<HTMLElement>("#answers");
      if (answers !== null) answers.style.paddingTop = "50000px";
    });
    await expect.poll(isSkipped).toBe(true);
    await opened.page.emulateMedia({ media: "print" });
    await expect.poll(isSkipped).toBe(false);
  });

  it("restores each view by its link", async () => {
    await using opened = await open(address);
    await opened.page.getByLabel("Search").fill("say");
    await opened.page.getByLabel("Metric").selectOption("cpuMs");
    await opened.page.getByLabel("Order").selectOption("factor");
    await opened.page.getByRole("checkbox", { name: "threads" }).uncheck();
    await using again = await open(await linkOf(opened.page));
    expect(await again.page.getByLabel("Search").inputValue()).toBe("say");
    expect(await again.page.locator("#matrix-table").textContent()).toBe(
      await opened.page.locator("#matrix-table").textContent(),
    );
  });

  // The second metric is the factor to the ideal, which has no other baseline: it comes last.
  const choices = ["baseline", "scale", "sort", "show", "metric"] as const;
  const ways = ["pointer", "keyboard"] as const;

  it.each(ways)(
    "chooses metric, baseline, scale, order and cases by %s, and says so in the address",
    async (way) => {
      await using opened = await open(address);
      for (const name of choices) {
        const select = opened.page.locator(`select[name=${name}]`);
        const second = await select.locator("option").nth(1).getAttribute("value");
        if (way === "pointer") await select.selectOption({ index: 1 });
        else {
          await select.focus();
          await opened.page.keyboard.press("ArrowDown");
        }
        expect(await select.inputValue()).toBe(second);
        await expect
          .poll(() => new URLSearchParams(new URL(opened.page.url()).hash.slice(1)).get(name))
          .toBe(second);
      }
    },
  );

  it.each(ways)("hides each model and each runtime by %s, and shows everything again", async (way) => {
    await using opened = await open(address);
    const press = async (locator: ReturnType<Page["locator"]>, key: string) => {
      if (way === "pointer") return locator.click();
      await locator.focus();
      return opened.page.keyboard.press(key);
    };
    const heads = opened.page.locator("#matrix-table thead th:visible");
    const boxes = opened.page.locator("#controls input[type=checkbox]");
    const all = await heads.count();
    expect(await boxes.count()).toBe(6);
    for (let i = 0; i < 6; i++) {
      await press(boxes.nth(i), "Space");
      expect(await heads.count()).toBe(all - 3);
      await press(boxes.nth(i), "Space");
      expect(await heads.count()).toBe(all);
    }
    await press(boxes.first(), "Space");
    await press(opened.page.getByRole("button", { name: "Show everything" }), "Enter");
    expect(await heads.count()).toBe(all);
  });

  it.each(ways)("searches, follows a finding and unfolds a section by %s", async (way) => {
    await using opened = await open(address);
    const press = async (locator: ReturnType<Page["locator"]>) => {
      if (way === "pointer") return locator.click();
      await locator.focus();
      return opened.page.keyboard.press("Enter");
    };
    const search = opened.page.getByLabel("Search");
    if (way === "pointer") await search.click();
    else await search.focus();
    await opened.page.keyboard.type("sequential");
    expect(await rows(opened.page).count()).toBe(1);
    await press(opened.page.locator(".finding a").first());
    await expect.poll(() => new URL(opened.page.url()).hash).toMatch(/^#c/);
    const details = opened.page.locator("details.example").first();
    await expect.poll(() => details.evaluate((element) => (element as HTMLDetailsElement).open)).toBe(true);
    const isOpen = () => details.evaluate((element) => (element as HTMLDetailsElement).open);
    const before = await isOpen();
    await press(details.locator("summary").first());
    expect(await isOpen()).toBe(!before);
  });

  it.each(ways)(
    "zooms, moves, steps and shows all of a timeline by its buttons, with the %s",
    async (way) => {
      await using opened = await open(address);
      await unfoldExamples(opened.page);
      const timeline = opened.page.locator("figure.timeline").first();
      const press = async (name: string) => {
        const button = timeline.getByRole("button", { name, exact: true });
        if (way === "pointer") return button.click();
        await button.focus();
        return opened.page.keyboard.press("Enter");
      };
      const plot = timeline.locator("svg.plot").first();
      const view = async () => ((await plot.getAttribute("viewBox")) ?? "").split(" ").map(Number);
      await press("Zoom in");
      expect((await view()).slice(0, 3)).toEqual([2_500, 0, 5_000]);
      await press("Later");
      expect((await view())[0]).toBe(3_750);
      await press("Earlier");
      expect((await view())[0]).toBe(2_500);
      await press("Zoom out");
      expect((await view()).slice(0, 3)).toEqual([0, 0, 10_000]);
      await press("Step on");
      const first = await timeline.locator(".readout").textContent();
      await press("Step on");
      expect(await timeline.locator(".readout").textContent()).not.toBe(first);
      await press("Step back");
      expect(await timeline.locator(".readout").textContent()).toBe(first);
      await press("All");
      expect(await timeline.locator(".readout").isVisible()).toBe(false);
      const [download] = await Promise.all([opened.page.waitForEvent("download"), press("For Perfetto")]);
      expect(download.suggestedFilename()).toContain(".trace.json");
    },
  );

  it("moves, steps and shows all of a timeline by each of its keys, and all by a double click", async () => {
    await using opened = await open(address);
    await unfoldExamples(opened.page);
    const timeline = opened.page.locator("figure.timeline").first();
    const plot = timeline.locator("svg.plot").first();
    const view = async () => ((await plot.getAttribute("viewBox")) ?? "").split(" ").slice(0, 3).map(Number);
    const after = async (key: string) => {
      await opened.page.keyboard.press(key);
      return view();
    };
    await timeline.locator(".plots").focus();
    expect(await after("=")).toEqual([2_500, 0, 5_000]);
    expect(await after("ArrowRight")).toEqual([3_750, 0, 5_000]);
    expect(await after("ArrowLeft")).toEqual([2_500, 0, 5_000]);
    expect(await after("-")).toEqual([0, 0, 10_000]);
    await after(".");
    const first = await timeline.locator(".readout").textContent();
    await after(".");
    await after(",");
    expect(await timeline.locator(".readout").textContent()).toBe(first);
    await after("+");
    expect(await after("Escape")).toEqual([0, 0, 10_000]);
    await after("+");
    await plot.dblclick();
    await expect.poll(view).toEqual([0, 0, 10_000]);
  });

  it("restores the zoom and the moment of a timeline by its link, beside what is chosen in the matrix", async () => {
    await using opened = await open(address);
    const seen = async (page: Page) => {
      const timeline = page.locator("figure.timeline").first();
      return {
        view: await timeline.locator("svg.plot").first().getAttribute("viewBox"),
        readout: await timeline.locator(".readout").textContent(),
        metric: await page.getByLabel("Metric").inputValue(),
      };
    };
    await openAll(opened.page);
    await opened.page.getByLabel("Metric").selectOption("cpuMs");
    await opened.page.locator("figure.timeline .plots").first().focus();
    for (const key of ["+", "ArrowRight", "+", "."]) await opened.page.keyboard.press(key);
    const wanted = await seen(opened.page);
    expect(wanted.readout).not.toBe("");
    await using again = await open(await linkOf(opened.page));
    expect(await seen(again.page)).toEqual(wanted);
    await expect
      .poll(() =>
        again.page
          .locator("figure.timeline")
          .first()
          .evaluate((element) => Math.abs(element.getBoundingClientRect().top) < innerHeight),
      )
      .toBe(true);
    await opened.page.keyboard.press("Home");
    await expect.poll(() => opened.page.url()).not.toContain("t-case");
    await expect.poll(() => opened.page.url()).toContain("metric=cpuMs");
  });

  it.each([
    "t-case-say-after-bench=5 1",
    "t-case-say-after-bench=x y z",
    "t-case-say-after-bench=-5 20000 99999",
  ])("shows all of a timeline when its link says %s", async (hash) => {
    await using opened = await open(`${address}#${encodeURI(hash)}`);
    const plot = opened.page.locator("figure.timeline svg.plot").first();
    expect((await plot.getAttribute("viewBox"))?.split(" ").slice(0, 3)).toEqual(["0", "0", "10000"]);
    expect(opened.troubles).toEqual([]);
  });

  it("opens what is folded when a link leads into it", async () => {
    await using opened = await open(address);
    await opened.page.locator(".finding.trouble a").click();
    await expect.poll(() => opened.page.locator("tr.trouble").first().isVisible()).toBe(true);
  });

  it("zooms and steps a timeline by buttons, keys and pointer", async () => {
    await using opened = await open(address);
    await unfoldExamples(opened.page);
    const timeline = opened.page.locator("figure.timeline").first();
    await timeline.scrollIntoViewIfNeeded();
    const plot = timeline.locator("svg.plot").first();
    const view = async () => (await plot.getAttribute("viewBox"))?.split(" ").map(Number) ?? [];
    await timeline.getByRole("button", { name: "Zoom in" }).click();
    expect((await view())[2]).toBe(5_000);
    await timeline.locator(".plots").focus();
    await opened.page.keyboard.press("+");
    expect((await view())[2]).toBe(2_500);
    await opened.page.keyboard.press("Home");
    expect(await view()).toEqual([0, 0, 10_000, (await view())[3]]);
    await opened.page.keyboard.press(".");
    expect(await timeline.locator(".readout").textContent()).toMatch(/promises node: .*hello waiting/);
    await opened.page.keyboard.press("Home");
    const box = await plot.boundingBox();
    if (box === null) throw new Error("The plot is not drawn");
    await opened.page.mouse.move(box.x + box.width * 0.25, box.y + 20);
    await opened.page.mouse.down();
    await opened.page.mouse.move(box.x + box.width * 0.75, box.y + 20);
    await opened.page.mouse.up();
    await expect.poll(async () => (await view())[0]).toBeCloseTo(2_500, -2);
    expect((await view())[2]).toBeCloseTo(5_000, -2);
  });

  it("saves a timeline as a trace that is well formed", async () => {
    await using opened = await open(address);
    await unfoldExamples(opened.page);
    const [download] = await Promise.all([
      opened.page.waitForEvent("download"),
      opened.page.getByRole("button", { name: "For Perfetto" }).first().click(),
    ]);
    const trace = JSON.parse(await readFile(await download.path(), "utf8")) as {
      traceEvents: { ph: string }[];
    };
    const count = (ph: string) => trace.traceEvents.filter((event) => event.ph === ph).length;
    expect(count("b")).toBeGreaterThan(0);
    expect(count("b")).toBe(count("e"));
  });

  it.each(["light", "dark"] as const)(
    "prints from a %s screen dark on white, without its controls, nothing cut off",
    async (colorScheme) => {
      // A4 across, less its margins.
      await using opened = await open(address, { viewport: { width: 1_030, height: 700 }, colorScheme });
      await opened.page.emulateMedia({ media: "print", colorScheme });
      const colors = await opened.page.evaluate(() => {
        const { backgroundColor, color, colorScheme: scheme } = getComputedStyle(document.body);
        return { backgroundColor, color, scheme };
      });
      expect(colors).toMatchObject({ backgroundColor: "rgb(255, 255, 255)", scheme: "light" });
      expect(colors.color).toMatch(/^rgb\((\d|[1-5]\d), /);
      expect(await opened.page.locator("#controls").isVisible()).toBe(false);
      expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        1_030,
      );
      expect((await opened.page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(10_000);
    },
  );

  it("neither runs nor is broken by hostile records", async () => {
    const file = join(folder, "hostile.html");
    const evidence = hostileRun();
    await writeFile(
      file,
      await renderHtml(evidence, await readSources(root, ["../../etc/passwd", "say-after"], models)),
    );
    await using opened = await open(pathToFileURL(file).href);
    await openAll(opened.page);
    expect(opened.troubles).toEqual([]);
    expect(await opened.page.evaluate(() => "ran" in globalThis)).toBe(false);
    expect(await opened.page.locator("main img, main iframe, main a[href^='javascript:']").count()).toBe(0);
    expect(await opened.page.locator("footer").count()).toBe(1);
    expect(await rows(opened.page).count()).toBe(evidence.plan.cases.length);
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
    expect(await axe(opened.page)).toEqual([]);
    expect((await readFile(file)).byteLength).toBeLessThan(1_000_000);
  });

  it("draws curves for swept inputs, a panel a runtime", async () => {
    const file = join(folder, "swept.html");
    await writeFile(file, await renderHtml(sweptCells()));
    await using opened = await open(pathToFileURL(file).href, { viewport: { width: 360, height: 800 } });
    await openAll(opened.page);
    const figure = opened.page.locator("figure.curves").first();
    expect(await figure.locator("svg.panel").count()).toBe(3);
    expect(await figure.locator("svg.panel").first().locator(".curve").count()).toBe(3);
    expect(await figure.textContent()).toMatch(/threads pay against promises from tasks = 4,\d+/);
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(opened.troubles).toEqual([]);
    expect(await axe(opened.page)).toEqual([]);
  });

  it("shows where runtimes part in order, and answers with it", async () => {
    const file = join(folder, "order.html");
    const attack = '"><script>globalThis.ran=1</script>';
    const order = { recordedOn: "2026-11-29", rows: [...catalogue().rows, ...catalogue(attack).rows] };
    await writeFile(file, await renderHtml(nineCells(), undefined, { order }));
    await using opened = await open(pathToFileURL(file).href);
    await openAll(opened.page);
    expect(await opened.page.locator(".recorded").textContent()).toContain(
      "different orders in 2 of 4 rows, of 2 of 3 probes",
    );
    expect(await opened.page.locator(".recorded").textContent()).toContain(
      "recorded on 2026-11-29, not part of this run",
    );
    const probe = opened.page.locator("details.probe").first();
    expect(await probe.textContent()).toContain("38 of 50");
    expect(await probe.locator("tbody b").first().textContent()).toBe("immediate → timeout");
    expect(opened.troubles).toEqual([]);
    expect(await axe(opened.page)).toEqual([]);
  });

  it("compares two runs without a script, the worst first", async () => {
    const file = join(folder, "changes.html");
    const worseBy = { estimate: 1.2, low: 1.1, high: 1.3 };
    const page = await renderChangesHtml({
      base: "runs/main",
      head: "</title><script>globalThis.ran=1</script>",
      verdict: "1 cell got worse.",
      metric: { title: "Time", unit: "ms" },
      band: 1.03,
      warnings: ["The machines differ."],
      changes: [
        {
          cell: "fib/bench/fibers/node",
          kind: "same",
          base: 10,
          head: 10,
          worseBy: { estimate: 1, low: 0.99, high: 1.01 },
          pHolm: 1,
        },
        {
          cell: "fib/bench/threads/node",
          machine: "m1",
          kind: "worse",
          base: 10,
          head: 12,
          worseBy,
          pHolm: 0.0001,
        },
        { cell: "fib/bench/promises/node", kind: "broken", why: "wrong" },
        {
          cell: "hostile",
          kind: "unclear",
          base: Number.NaN,
          worseBy: { estimate: Number.NaN, low: -1, high: Number.POSITIVE_INFINITY },
        },
      ],
    });
    await writeFile(file, page);
    expect(page).not.toMatch(/<script/);
    await using opened = await open(pathToFileURL(file).href);
    await openAll(opened.page);
    expect(await opened.page.locator("tbody th").allTextContents()).toEqual([
      "fib/bench/promises/node",
      "fib/bench/threads/node on m1",
      "hostile",
      "fib/bench/fibers/node",
    ]);
    expect(opened.troubles).toEqual([]);
    expect(await axe(opened.page)).toEqual([]);
  });

  async function unfoldExamples(page: Page) {
    await page.evaluate(() => {
      for (const example of document.querySelectorAll<HTMLDetailsElement>("details.example"))
        example.open = true;
    });
  }

  async function openAll(page: Page) {
    await showAll(page);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
  }

  /** Has what is out of sight laid out, too: what was not laid out cannot be found too wide, or too pale. */
  async function showAll(page: Page) {
    await page.evaluate(() => {
      document.styleSheets[0]?.insertRule("* { content-visibility: visible !important; }");
    });
  }

  async function axe(page: Page): Promise<string[]> {
    await showAll(page);
    // Handed over the debugging channel: the page's policy would refuse it as a script.
    await page.evaluate(
      await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
    );
    return page.evaluate(async () => {
      const { run } = (globalThis as unknown as { axe: typeof import("axe-core") }).axe;
      const { violations } = await run(document);
      return violations.flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    });
  }
});
