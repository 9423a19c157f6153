// Finds a browser that is installed: none is ever fetched.
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [
  process.env.BYTURNS_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The browser's file, or undefined where there is none. */
const found = places.find((place) => place !== undefined && existsSync(place));

/** Whether tests that need a browser are left out. `BYTURNS_REQUIRE_CHROMIUM=1` forbids it: they then fail. */
export const isLeftOut = found === undefined && process.env.BYTURNS_REQUIRE_CHROMIUM !== "1";

/** What stands behind the name of such tests. */
export const where = isLeftOut ? "skipped, no Chromium here: apt-get install -y chromium" : "in Chromium";

/** @throws Error when no browser is installed. */
export function launch(): Promise<Browser> {
  if (found === undefined)
    throw new Error("There is no Chromium here. Install it: apt-get install -y chromium");
  // Containers and CI machines run as root and have no GPU and little shared memory.
  return chromium.launch({
    executablePath: found,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}
