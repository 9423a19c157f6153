// Compares two runs, cell by cell: the output of `byturns compare` and its exit code.
import { realpath, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Run, readRun } from "@byturns/record";
import { factsOf } from "@byturns/record/facts-of";
import { printSkipped } from "../results/skipped.ts";
import { Usage } from "../text/errors.ts";
import { exitCodes } from "../text/exit-codes.ts";
import { columns, paint, print, printJson } from "../text/terminal.ts";
import { type Change, compareRuns, type RunComparison } from "./changes.ts";
import { drawChanges, markdownOfChanges } from "./draw-changes.ts";
import { revisionChanges } from "./revision-changes.ts";

/** What to compare, from the command line. */
interface CompareFolders {
  readonly base: string;
  /** Undefined: the first folder holds both revisions. */
  readonly head: string | undefined;
  readonly failOver: string | undefined;
  readonly metric: string | undefined;
  readonly markdown: boolean;
  /** The file for the HTML page. */
  readonly html: string | undefined;
  readonly json: boolean;
}

/**
 * Compares two runs and prints what changed.
 *
 * @returns the exit code: 0, or with `failOver` 1 when a cell got worse by more than that or is no longer correct, and
 * 3 when no cell did but some cells of the base are undecided.
 * @throws Usage when the runs cannot be compared; RunUnreadable when a folder does not hold a run.
 */
export async function compareFolders(options: CompareFolders): Promise<number> {
  if (options.json && options.markdown)
    throw new Usage("Cannot answer in JSON and in Markdown at once: give one of them");
  if (options.head === undefined) {
    const { run, comparison } = await revisionsOf(options.base, options);
    printSkipped(run.folder, run.skipped);
    return answer(comparison, { base: run.plan.against?.name ?? "base", head: run.folder }, options);
  }
  const limit = limitOf(options);
  if (await isSame(options.base, options.head)) {
    throw new Usage(`Cannot compare ${options.base} with itself: name the folders of two runs`);
  }
  const [base, head] = await Promise.all([readRun(options.base), readRun(options.head)]);
  for (const { folder, skipped } of [base, head]) printSkipped(folder, skipped);
  const comparison = compareRuns(
    { run: base, facts: factsOf(base) },
    { run: head, facts: factsOf(head) },
    {
      ...(limit === undefined ? {} : { limit }),
      ...(options.metric === undefined ? {} : { metric: options.metric }),
    },
  );
  return answer(comparison, { base: base.folder, head: head.folder }, options);
}

/** How to answer, from the command line. */
type Answering = Partial<Omit<CompareFolders, "base" | "head">>;

/** A comparison's exit code, and a line with the reason. */
export interface Conclusion {
  readonly code: number;
  readonly text: string;
}

/** What changed between the two revisions of a run, and the conclusion. */
interface ComparedRevisions {
  readonly run: Run;
  readonly comparison: RunComparison;
  readonly verdict: Conclusion;
}

/**
 * Compares the two revisions of a run that was made with `--against`.
 *
 * @throws Usage when the run has a single revision; RunUnreadable when the folder does not hold a run.
 */
export async function revisionsOf(
  folder: string,
  options: Pick<Answering, "failOver" | "metric">,
): Promise<ComparedRevisions> {
  const run = await readRun(folder);
  const limit = limitOf(options);
  const comparison = revisionChanges(run, { limit, metric: options.metric });
  return { run, comparison, verdict: verdictOf(comparison, limit) };
}

/** Prints a comparison as a table, with its conclusion. */
export function printComparison(comparison: RunComparison, verdict: string): void {
  print(`${drawChanges(comparison, Math.min(columns(), 140))}\n${verdict}`);
}

const limitOf = ({ failOver }: Answering) => (failOver === undefined ? undefined : readPercent(failOver));

/** Prints a comparison, and writes its page. */
async function answer(
  comparison: RunComparison,
  { base, head }: { readonly base: string; readonly head: string },
  options: Answering,
): Promise<number> {
  const verdict = verdictOf(comparison, limitOf(options));
  const page = options.html === undefined ? undefined : resolve(options.html);
  // The answer first: a page that cannot be written must not hide it.
  if (options.json === true) {
    printJson({
      ...comparison,
      exitCode: verdict.code,
      verdict: verdict.text,
      ...(page === undefined ? {} : { page }),
    });
  } else if (options.markdown === true) print(markdownOfChanges(comparison, verdict.text));
  else printComparison(comparison, verdict.text);
  if (page !== undefined) {
    // Loaded only now: the page needs many modules that text does not.
    const { renderChangesHtml } = await import("@byturns/report");
    const compared = { ...comparison, base, head, verdict: verdict.text };
    await writeFile(page, await renderChangesHtml(compared));
    if (options.json !== true && options.markdown !== true) print(`${paint("dim", "Page:")} ${page}`);
  }
  return verdict.code;
}

async function isSame(base: string, head: string): Promise<boolean> {
  const [one, other] = await Promise.all(
    [base, head].map((folder) => realpath(folder).catch(() => undefined)),
  );
  return one !== undefined && one === other;
}

/** The conclusion of a comparison: the exit code, and a line with the reason. */
export function verdictOf({ changes }: RunComparison, limit: number | undefined): Conclusion {
  const count = (...kinds: Change["kind"][]) => changes.filter(({ kind }) => kinds.includes(kind)).length;
  const [worse, broken, unclear, gone] = [count("worse"), count("broken"), count("unclear"), count("gone")];
  if (limit === undefined) return { code: exitCodes.ok, text: counts(changes) };
  const over = `${Number((limit * 100).toFixed(3))} %`;
  if (worse + broken > 0) {
    const what = [
      ...(worse > 0 ? [`${worse} worse by more than ${over}`] : []),
      ...(broken > 0 ? [`${broken} not right any more`] : []),
    ];
    return { code: exitCodes.bad, text: `Fails: ${what.join(", ")}. ${counts(changes)}` };
  }
  if (unclear + gone > 0) {
    const what = [
      ...(unclear > 0
        ? [`of ${unclear} cells the forks do not show whether they got worse by more than ${over}`]
        : []),
      ...(gone > 0 ? [`the head lacks ${gone} of the base's cells`] : []),
    ];
    return { code: exitCodes.undecided, text: `Undecided: ${what.join(", and ")}. ${counts(changes)}` };
  }
  return { code: exitCodes.ok, text: `Passes: nothing got worse by more than ${over}. ${counts(changes)}` };
}

function counts(changes: readonly Change[]): string {
  const kinds = Map.groupBy(changes, ({ kind }) => kind);
  const said = (["better", "same", "worse", "unclear", "broken", "fixed", "gone", "new"] as const).flatMap(
    (kind) => (kinds.has(kind) ? [`${kinds.get(kind)?.length} ${kind}`] : []),
  );
  const machines = new Set(changes.flatMap(({ machine }) => machine ?? [])).size;
  return `${changes.length} cells${machines > 1 ? ` on ${machines} machines` : ""}: ${said.join(", ")}.`;
}

/**
 * Reads the limit of a check.
 *
 * @throws Usage when it is not a percentage above 0.
 */
export function readPercent(text: string): number {
  const [, number] = /^(\d+(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  if (number === undefined || !(Number(number) > 0)) {
    throw new Usage(`Cannot read --fail-over ${text}: write a percentage above 0, such as 5%`);
  }
  return Number(number) / 100;
}
