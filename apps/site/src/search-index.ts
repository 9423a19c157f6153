// What the search looks through: a document for each heading of each page.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Parser } from "htmlparser2";
import MiniSearch from "minisearch";

/** How the page's script must read the index back. */
const searchOptions = {
  fields: ["heading", "page", "text"],
  storeFields: ["heading", "page", "address"],
};

interface Section {
  readonly id: string;
  readonly address: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

/** The index over the pages of a built site, as JSON of MiniSearch. */
export function searchIndex(folder: string): string {
  const index = new MiniSearch(searchOptions);
  for (const file of globSync("**/index.html", { cwd: folder }).toSorted()) {
    index.addAll(sectionsOf(readFileSync(join(folder, file), "utf8"), file.replace(/index\.html$/, "")));
  }
  return JSON.stringify(index);
}

/** Only what stands in `main` is searched; a section begins at each heading. */
function sectionsOf(html: string, address: string): readonly Section[] {
  const sections: { id: string; heading: string; text: string }[] = [];
  let isMain = false;
  let isHeading = false;
  const parser = new Parser({
    onopentag: (name, { id = "" }) => {
      if (name === "main") isMain = true;
      if (!isMain || !/^h[1-3]$/.test(name)) return;
      isHeading = true;
      sections.push({ id, heading: "", text: "" });
    },
    ontext: (text) => {
      const section = sections.at(-1);
      if (!isMain || section === undefined) return;
      if (isHeading) section.heading += text;
      else section.text += `${text} `;
    },
    onclosetag: (name) => {
      if (name === "main") isMain = false;
      if (/^h[1-3]$/.test(name)) isHeading = false;
    },
  });
  parser.write(html);
  parser.end();
  return sections.map(({ id, heading, text }, i) => ({
    id: `${address} ${i}`,
    address: i === 0 || id === "" ? address : `${address}#${id}`,
    page: sections[0]?.heading ?? "",
    heading,
    text,
  }));
}
