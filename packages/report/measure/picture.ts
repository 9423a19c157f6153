// A picture of a report, for a README: `npm run picture -w @byturns/report -- <report.html> <picture.png> [selector]`.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "@byturns/chromium";

const [page, picture, selector] = process.argv.slice(2);
if (page === undefined || picture === undefined) {
  console.error("Say which report, and where its picture goes: <report.html> <picture.png> [selector]");
  process.exit(2);
}
// npm runs this in the package's folder, and says where it was asked.
const here = process.env.INIT_CWD ?? process.cwd();
const browser = await launch();
try {
  const tab = await browser.newPage({
    viewport: { width: 1280, height: 960 },
    deviceScaleFactor: 1.5,
    bypassCSP: true,
  });
  await tab.goto(pathToFileURL(resolve(here, page)).href);
  // What is out of sight has no size of its own yet, and would move what is in the picture.
  await tab.addStyleTag({ content: "* { content-visibility: visible !important }" });
  const path = resolve(here, picture);
  if (selector === undefined) await tab.screenshot({ path });
  else await tab.locator(selector).first().screenshot({ path });
} finally {
  await browser.close();
}
