// What becomes of a link in a Markdown file: a page of the site, a file in the repository, or nothing.
import { existsSync, statSync } from "node:fs";
import { type Page, reports } from "./pages.ts";

/** How links are resolved. */
export interface LinkSettings {
  /** The folder of the project; with a slash at its end. */
  readonly root: URL;
  readonly pages: readonly Page[];
  /** The path of the site on its server: `/byturns/`. */
  readonly base: string;
  /** Where the sources can be read; undefined: links to them become plain text. */
  readonly repository: string | undefined;
  /** Gets a sentence for each link to a file that is not there. */
  readonly dead: string[];
}

/**
 * The address of a link on the site.
 *
 * @param source the file that the link stands in, from the root of the project.
 * @returns undefined where the link leads to a source and no repository is known, or to nothing, which `dead` then names.
 */
export function addressOfLink(
  href: string,
  source: string,
  { root, pages, base, repository, dead }: LinkSettings,
): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(href)) return href;
  if (href.startsWith("#")) return href;
  const target = new URL(href, new URL(source, root));
  const hash = target.hash;
  target.hash = "";
  const path = decodeURIComponent(target.href.slice(root.href.length));
  if (!target.href.startsWith(root.href) || !existsSync(target)) {
    dead.push(`${source}: "${href}" leads to no file of the project`);
    return undefined;
  }
  const page = pages.find(
    (one) => one.source === path || one.source === `${path.replace(/\/$/, "")}/README.md`,
  );
  if (page !== undefined) return `${base}${page.address}${hash}`;
  const report = Object.entries(reports).find(([, { folder }]) => path.startsWith(`${folder}/report.`));
  if (report !== undefined) return `${base}${report[0]}`;
  if (/^docs\/.*\.(png|json)$/.test(path)) return `${base}${path}`;
  if (repository === undefined) return undefined;
  return `${repository}/${statSync(target).isDirectory() ? "tree" : "blob"}/main/${path}${hash}`;
}
