// Every link, image, script and style of a built site leads to a file of it, and every fragment to an element.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Parser } from "htmlparser2";

/**
 * Checks a built site.
 *
 * @param folder the site's files.
 * @param base the path of the site on its server, with a slash at both ends.
 * @returns a sentence for each dead link: the page, the link and what is missing; empty when all lead somewhere. Links to
 * other sites are only checked for their form: no request is made.
 */
export function checkLinks(folder: string, base: string): readonly string[] {
  const files = globSync("**/*.html", { cwd: folder });
  const read = new Map(files.map((file) => [file, readLinks(readFileSync(join(folder, file), "utf8"))]));
  return files.flatMap((file) => {
    const at = new URL(`http://site${base}${file.replace(/(^|\/)index\.html$/, "$1")}`);
    return (read.get(file)?.links ?? []).flatMap((link) => {
      if (/^(data|mailto):/.test(link)) return [];
      if (!URL.canParse(link, at)) return [`${file}: "${link}" is not an address`];
      const to = new URL(link, at);
      if (to.host !== "site")
        return to.protocol === "https:" ? [] : [`${file}: "${link}" is not under https`];
      if (!to.pathname.startsWith(base)) return [`${file}: "${link}" leaves the site's path ${base}`];
      const path = decodeURIComponent(to.pathname.slice(base.length));
      const target = path === "" || path.endsWith("/") ? `${path}index.html` : path;
      if (!existsSync(join(folder, target))) return [`${file}: "${link}" leads to no file`];
      const id = decodeURIComponent(to.hash.slice(1));
      const ids = read.get(target)?.ids;
      return id === "" || ids === undefined || ids.has(id) ? [] : [`${file}: "${link}" leads to no element`];
    });
  });
}

function readLinks(html: string): { readonly links: readonly string[]; readonly ids: ReadonlySet<string> } {
  const links: string[] = [];
  const ids = new Set<string>();
  const parser = new Parser({
    onopentag: (_name, { href, src, id, name }) => {
      for (const link of [href, src]) if (link !== undefined) links.push(link);
      for (const one of [id, name]) if (one !== undefined) ids.add(one);
    },
  });
  parser.write(html);
  parser.end();
  return { links, ids };
}
