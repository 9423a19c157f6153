// Checks this machine's latest calibrations against the requirements on verdicts: `byturns calibrate`, `byturns
// calibrate --loaded`, then `node src/verdicts.ts`. It measures nothing itself.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { examineMachine } from "@byturns/lab";
import type { CalibrationRow } from "@byturns/statistics";
import { answer } from "./ask.ts";
import { catalog } from "./catalog.ts";

const { id } = await examineMachine();
const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;

/** The rows of `full`, or none if there is no such calibration of the machine. */
async function fullRows(ending: string): Promise<readonly CalibrationRow[]> {
  const file = join(catalog.root, "runs", `calibration-${id}${ending}.json`);
  const text = await readFile(file, "utf8").catch(() => '{"rows":[]}');
  const { rows } = JSON.parse(text) as { readonly rows: readonly CalibrationRow[] };
  return rows.filter(({ profile }) => profile === "full");
}

function check(
  what: string,
  row: CalibrationRow | undefined,
  bound: { readonly most?: number; readonly least?: number; readonly comparisons?: number },
): void {
  const { most, least, comparisons: enough = 0 } = bound;
  const asked = [
    ...(most === undefined ? [] : [`<= ${percent(most)}`]),
    ...(least === undefined ? [] : [`>= ${percent(least)}`]),
    ...(enough === 0 ? [] : [`over >= ${enough} comparisons`]),
  ].join(" ");
  if (row === undefined) {
    answer(what, asked, "nothing: calibrate first", false);
    return;
  }
  const { found, comparisons, worth } = row;
  const isMet =
    (most === undefined || found.estimate <= most) &&
    (least === undefined || found.estimate >= least) &&
    comparisons >= enough;
  const interval = `${percent(found.low)} to ${percent(found.high)}`;
  const measured = `${percent(found.estimate)} of ${comparisons} comparisons (${interval}, as of ${Math.round(worth)} that share no cell)`;
  answer(what, asked, measured, isMet);
}

const [idle, loaded] = [await fullRows(""), await fullRows("-loaded")];
const at = (rows: readonly CalibrationRow[], slowdown: number) =>
  rows.find((row) => row.slowdown === slowdown);
check("equal cells called different in full", at(idle, 0), { most: 0.01, comparisons: 500 });
check("the same while another process loads one core", at(loaded, 0), { most: 0.05, comparisons: 500 });
check("a slowdown of 10 % found in full", at(idle, 0.1), { least: 0.95 });
check("a slowdown of 5 % found in full", at(idle, 0.05), { least: 0.8 });
