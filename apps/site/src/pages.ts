// Which files of the project are pages of the site, and where each stands.
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** One page that is made from a Markdown file. */
export interface Page {
  /** From the root of the project: `docs/choosing.md`. */
  readonly source: string;
  /** From the root of the site: `docs/choosing/`; empty for the first page. */
  readonly address: string;
  readonly title: string;
  readonly text: string;
  readonly section: string;
}

/** In the order of the navigation. */
const sections: readonly (readonly [title: string, patterns: readonly string[]])[] = [
  ["Start", ["README.md", "docs/choosing.md", "docs/moving.md", "docs/copying.md"]],
  ["Guides", ["docs/*.md"]],
  [
    "Models",
    [
      "packages/{promises,fibers,threads}/README.md",
      "benchmarks/peers/README.md",
      "packages/order/README.md",
    ],
  ],
  ["Project", ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]],
  ["Examples", ["docs/examples/README.md", "docs/examples/*.md"]],
];

/**
 * All pages, in the order of the navigation.
 *
 * @param root the folder of the project; with a slash at its end.
 * @throws RangeError when a page has no heading of the first level.
 */
export async function readPages(root: URL): Promise<readonly Page[]> {
  const seen = new Set<string>();
  const pages: Page[] = [];
  for (const [section, patterns] of sections) {
    for (const source of patterns.flatMap((pattern) =>
      globSync(pattern, { cwd: fileURLToPath(root) }).toSorted(),
    )) {
      if (seen.has(source)) continue;
      seen.add(source);
      const text = await readFile(new URL(source, root), "utf8");
      const title = /^# (.+)$/m.exec(text)?.[1]?.replace(/ \(`.*`\)$|[`*]/g, "");
      if (title === undefined) throw new RangeError(`${source} has no heading "# …": a page needs a title`);
      pages.push({ source, address: addressOf(source), title, text, section });
    }
  }
  return pages;
}

/** `docs/examples/README.md` becomes `docs/examples/`, `docs/order.md` becomes `docs/order/`. */
function addressOf(source: string): string {
  return source.replace(/(^|\/)README\.md$/, "$1").replace(/\.md$/, "/");
}

/** Reports that are copied as they are, by their address on the site. */
export const reports: Readonly<Record<string, { readonly title: string; readonly folder: string }>> = {
  "report/": { title: "The reference report", folder: "benchmarks/reference/full" },
  "report/article/": { title: "The article's run", folder: "benchmarks/reference/article" },
};
