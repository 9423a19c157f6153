// The table as a page of the docs, with what it was measured by.
import { availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { drawOutside, type Row } from "./compare.ts";

/** What the page states beside the table. */
export interface Measuring {
  readonly command: string;
  /** How many rounds were made. */
  readonly rounds: number;
  readonly machine: string;
  readonly date: Date;
}

/** This machine in a line. */
export function machineLine(): string {
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  return `${cpus()[0]?.model ?? "an unknown processor"}, ${availableParallelism()} cores, ${memory} GiB, ${platform()} ${release()}`;
}

/** The page as Markdown. */
export function outsidePage(rows: readonly Row[], { command, rounds, machine, date }: Measuring): string {
  const same = rows.filter(({ isSame }) => isSame).length;
  return `<!-- Written by \`npm run figures -w benchmarks/outside -- --write docs/outside.md\`; do not edit. -->

# Others' figures beside ours

Each row runs a program of another project, or one written from its description, beside the cell of this project that
asks the same, in one shuffled order on one machine. Figures are medians of whole processes. Within 10 % they count as
the same; otherwise the last column has the reason, which was known before anything was measured.
[How to run it](../benchmarks/outside/README.md).

${same} of ${rows.length} figures are the same.

- Machine: ${machine}
- Date: ${date.toISOString().slice(0, 10)}, ${rounds} rounds
- Command: \`${command}\`

${drawOutside(rows)}
`;
}
