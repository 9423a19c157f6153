// The page's script in one piece, from the files in `page/`.
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/** Where the bundle is kept, from the root of the project. */
export const pageScriptFile = "packages/report/src/html/page-script.generated.js";

const entry = fileURLToPath(new URL("../page/main.ts", import.meta.url));

/** Bundles the page's script; it stands inside an HTML element, so nothing in it ends one. */
export async function pageScript(): Promise<string> {
  const bundle = await rolldown({ input: entry });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  const code = output[0].code.replaceAll("</", "<\\/").trim();
  return `// Generated from src/page by: npm run docs\n${code}\n`;
}
