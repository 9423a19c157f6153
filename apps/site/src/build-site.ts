// The whole site as files: pages, reports, search.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Eleventy } from "@11ty/eleventy";
import { checkLinks } from "./check-links.ts";
import { setUpMarkdown } from "./markdown.ts";
import { readPages, reports } from "./pages.ts";
import { searchIndex } from "./search-index.ts";

export interface BuildOptions {
  /** The folder of the project; with a slash at its end. */
  readonly root: URL;
  /** Gets the files; what it holds is removed first. */
  readonly folder: string;
  /** The path of the site on its server, with a slash at both ends: `/` or `/byturns/`. */
  readonly base: string;
  /** Where the sources can be read: `https://github.com/owner/name`. Default: links to sources become plain text. */
  readonly repository?: string | undefined;
}

const own = new URL("../", import.meta.url);

/**
 * Builds the site and checks its links.
 *
 * @returns how many pages there are.
 * @throws RangeError when `base` lacks a slash at an end, a page has no title, or a link is dead: all of them are named.
 */
export async function buildSite({ root, folder, base, repository }: BuildOptions): Promise<number> {
  if (!/^\/(.*[^/]\/)?$/.test(base)) {
    throw new RangeError(
      `Cannot build for the path "${base}": expected a slash at both ends, as in /byturns/`,
    );
  }
  const pages = await readPages(root);
  const dead: string[] = [];
  await rm(folder, { recursive: true, force: true });
  const eleventy = new Eleventy(fileURLToPath(new URL("pages/", own)), folder, {
    quietMode: true,
    configPath: undefined,
    config: (config) => {
      config.setUseGitIgnore(false);
      config.amendLibrary("md", (md) => setUpMarkdown(md, { root, pages, base, repository, dead }));
      config.addGlobalData("base", base);
      config.addGlobalData(
        "sections",
        [...Map.groupBy(pages, ({ section }) => section)].map(([title, some]) => ({ title, pages: some })),
      );
      config.addGlobalData(
        "reports",
        Object.entries(reports).map(([address, { title }]) => ({ address, title })),
      );
      for (const { source, address, title, text, section } of pages) {
        config.addTemplate(source.replace(/\.md$/, ".page.md"), text, {
          layout: "page.njk",
          // What looks like a template in a page is text about templates.
          templateEngineOverride: "md",
          permalink: `${address}index.html`,
          title,
          source,
          section,
          address,
        });
      }
    },
  });
  await eleventy.write();
  await mkdir(join(folder, "assets"), { recursive: true });
  for (const name of ["site.css", "search.js"])
    await cp(new URL(`pages/assets/${name}`, own), join(folder, "assets", name));
  await cp(new URL(import.meta.resolve("minisearch")), join(folder, "assets", "minisearch.js"));
  for (const name of ["report.png", "order.json", "order.schema.json"])
    await cp(new URL(`docs/${name}`, root), join(folder, "docs", name));
  for (const [address, report] of Object.entries(reports)) {
    const html = await readFile(new URL(`${report.folder}/report.html`, root), "utf8");
    await mkdir(join(folder, address), { recursive: true });
    await writeFile(join(folder, address, "index.html"), withWayBack(html, base));
  }
  await writeFile(join(folder, "assets", "search.json"), searchIndex(folder));
  await writeFile(join(folder, ".nojekyll"), "");
  dead.push(...checkLinks(folder, base));
  if (dead.length > 0) throw new RangeError(`${dead.length} dead links:\n${dead.join("\n")}`);
  return pages.length + Object.keys(reports).length;
}

/** A report is a whole page that does not depend on the site: it gets one link back, as its first element. */
function withWayBack(html: string, base: string): string {
  return html.replace(
    "<body>",
    `<body>\n<nav aria-label="Site"><a href="${base}">byturns: all pages</a></nav>`,
  );
}
