// Which helper to copy: what each file states of itself, what it costs, and which libraries it is measured beside.
import { readdir, readFile } from "node:fs/promises";
import { wrap } from "@byturns/text/table";
import { md } from "../markdown.ts";
import type { Story } from "../model.ts";
import { inSentence, rangesOf } from "./ranges.ts";

const models = ["promises", "fibers", "threads"];
const width = 118;
/** What the head of each helper states, in this order. */
const stated = ["Start", "Cancel", "Fail", "Cost"] as const;

/** One file that is meant to be copied. */
interface Helper {
  readonly model: string;
  readonly path: string;
  readonly states: Readonly<Record<(typeof stated)[number], string>>;
  readonly text: string;
}

/**
 * The page `docs/copying.md`.
 *
 * @param root the folder of the project; with a slash at its end.
 * @throws RangeError when the head of a helper does not state how it starts, is canceled, fails and what it costs.
 */
export async function copyingPage(root: URL, story: Story | undefined): Promise<string> {
  const ids = (await readdir(new URL("packages/promises/src/", root)))
    .filter((name) => name.endsWith(".example.ts"))
    .map((name) => name.replace(".example.ts", ""))
    .sort();
  const helpers = await Promise.all(ids.map(async (id) => [id, await helpersOf(root, id)] as const));
  const peers = await peersOf(root);
  return `${[
    "<!-- Generated from the helpers' own comments by `npm run docs`; do not edit. -->",
    "",
    "# Which file to copy",
    "",
    ...wrap(
      "Each helper is a file that imports nothing of this project but what is copied with it, with the same name in every model. Copy it with its license, and with a test if you wish:",
      width,
    ),
    "",
    "```sh",
    "npx byturns copy bounded-map --model promises --to src/async",
    "npx byturns copy mutex --model threads --to lib --with-test",
    "```",
    "",
    ...wrap(
      "What a helper promises is what its own comments state, and tests hold it to that under random schedules: in virtual time on promises, under a seeded scheduler on fibers, and on real threads with random tasks and cancellations. The costs are the range of the medians over the runtimes of the [reference run](../benchmarks/reference/full/report.md), for the example that uses the helper. What libraries cost beside it is measured by the command below each; no such run is committed.",
      width,
    ),
    "",
    "| helper | what it does |",
    "|---|---|",
    ...helpers.map(([id, files]) => `| [\`${id}\`](#${id}) | ${prose(summaryOf(files, id))} |`),
    ...helpers.flatMap(([id, files]) => ["", ...section(id, files, peers.get(id) ?? [], story)]),
  ].join("\n")}\n`;
}

function section(
  id: string,
  files: readonly Helper[],
  peers: readonly string[],
  story: Story | undefined,
): readonly string[] {
  return [
    `## ${id}`,
    "",
    ...wrap(prose(summaryOf(files, id)), width),
    "",
    `| | ${files.map(({ model, path }) => `[${model}](../${path})`).join(" | ")} |`,
    `|---|${files.map(() => "---|").join("")}`,
    ...stated.map(
      (what) => `| ${words[what]} | ${files.map(({ states }) => prose(states[what])).join(" | ")} |`,
    ),
    ...costs(id, files, story),
    "",
    "```sh",
    `npx byturns copy ${id} --model promises --to src/async`,
    ...(peers.length === 0 ? [] : [`npx byturns bench benchmarks/peers/src/${id}.bench.ts --profile quick`]),
    "```",
    "",
    ...wrap(
      `${peers.length === 0 ? "No library is measured beside it." : `The second command measures it beside ${peers.join(", ")}.`} [The example with its figures](examples/${id}.md).`,
      width,
    ),
  ];
}

const words = { Start: "starts", Cancel: "is canceled", Fail: "fails", Cost: "costs" } as const;

/** A comment as Markdown: what stands between backticks stays code. */
function prose(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith("`") ? part.replaceAll("|", "\\|") : md(part)))
    .join("");
}

/** The figure that answers the example's question, for each model. */
function costs(id: string, files: readonly Helper[], story: Story | undefined): readonly string[] {
  const primary = story?.examples.find((example) => example.id === id)?.primary;
  if (story === undefined || primary === undefined) return [];
  const { title, models: ranges } = rangesOf(story, { example: id, metric: primary.id });
  const cells = files.map(({ model }) => ranges[story.models.indexOf(model)] ?? "–");
  return [`| measured: ${md(inSentence(title))} | ${cells.join(" | ")} |`];
}

async function helpersOf(root: URL, id: string): Promise<readonly Helper[]> {
  return Promise.all(
    models.map(async (model) => {
      const path = `packages/${model}/src/${id}.ts`;
      const text = await readFile(new URL(path, root), "utf8");
      return { model, path, states: statesOf(text, path), text };
    }),
  );
}

/** Reads `Start: … Cancel: … Fail: … Cost: …` off the comment at the head of a file. */
function statesOf(text: string, path: string): Helper["states"] {
  const head = text
    .split("\n")
    .slice(1)
    .join("\n")
    .replace(/^(\s*\n|\/\/\s*\n)*/, "");
  const comment = /^(?:\/\/.*\n)+/.exec(head)?.[0] ?? "";
  const [first = ""] = comment.replace(/^\/\/ ?/gm, "").split(/\n\s*\n/);
  const sentence = first.replace(/\s+/g, " ").trim();
  const match = /^Start: (.+?) Cancel: (.+?) Fail: (.+?) Cost: (.+)$/.exec(sentence);
  if (match === null) {
    throw new RangeError(
      `${path} must begin with a comment "Start: … Cancel: … Fail: … Cost: …": found "${sentence}"`,
    );
  }
  const [, start = "", cancel = "", fail = "", cost = ""] = match;
  return { Start: start, Cancel: cancel, Fail: fail, Cost: cost };
}

/** The first sentence of the first documented function or class that a helper exports, in the promises' version. */
function summaryOf(files: readonly Helper[], id: string): string {
  const text = files[0]?.text ?? "";
  const exported = [
    ...text.matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:async )?(?:function|class) (\w+)(?:<[^{]*>)?( extends \w*Error)?/g,
    ),
  ].filter(([, , , error]) => error === undefined);
  const name = id.replaceAll("-", "");
  const own = exported.find(([, , called = ""]) => name.startsWith(called.toLowerCase())) ?? exported[0];
  const comment = (own?.[1] ?? "").replace(/^\s*\* ?/gm, "").trim();
  return (
    comment
      .split(/\n\s*\n|\n@/)[0]
      ?.replace(/\s+/g, " ")
      .match(/^.+?[.](?= |$)/)?.[0] ?? ""
  );
}

/** The libraries that are measured beside each helper, with their versions: those that its file loads. */
async function peersOf(root: URL): Promise<ReadonlyMap<string, readonly string[]>> {
  const at = new URL("benchmarks/peers/", root);
  const { dependencies } = JSON.parse(await readFile(new URL("package.json", at), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const ending = ".bench.ts";
  const files = (await readdir(new URL("src/", at))).filter((file) => file.endsWith(ending)).sort();
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(new URL(`src/${file}`, at), "utf8");
      // A library is a model of the same name.
      const names = [...text.matchAll(/^ {4}"?([a-z-]+)"?: /gm)].map(([, name = ""]) => name);
      const libraries = [...new Set(names)].filter((name) => Object.hasOwn(dependencies, name)).sort();
      return [
        file.slice(0, -ending.length),
        libraries.map((name) => `${name} ${dependencies[name]}`),
      ] as const;
    }),
  );
  return new Map(found);
}
