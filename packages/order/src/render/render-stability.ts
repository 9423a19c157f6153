// What two passes said of each other, as text.
import type { Stability } from "../catalogue.ts";

/** One sentence when all verdicts are the same; otherwise a line for each that is not. */
export function renderStability({ verdicts, wavering, shifted }: Stability): string {
  const moved =
    shifted.length === 0
      ? []
      : [
          `Races whose odds changed with the load: ${shifted.map(({ probe, kind, of }) => `${probe} (${kind}, ${of})`).join(", ")}.`,
        ];
  if (wavering.length === 0) {
    return [
      `Run twice, the second time beside a process that held one core: all ${verdicts} verdicts are the same.`,
      ...moved,
    ].join("\n");
  }
  return [
    `Run twice, the second time beside a process that held one core: ${wavering.length} of ${verdicts} verdicts differ.`,
    ...wavering.map(
      ({ probe, kind, of, first, second }) => `  ${probe} (${kind}), ${of}: ${first}, then ${second}`,
    ),
    ...moved,
  ].join("\n");
}
