// What Node's tests show, as text.
import { type Paint, plain, table } from "../render/words.ts";
import type { WitnessFailure, WitnessReport } from "./witness-tests.ts";

/** The failures by standing: those that the catalogue does not have come first. */
export function renderWitness(report: WitnessReport, paint: Paint = plain): string {
  const { tests, skipped, failedByNode, failures } = report;
  const of = (standing: WitnessFailure["standing"]) => failures.filter((one) => one.standing === standing);
  const section = (title: string, some: readonly WitnessFailure[]) =>
    some.length === 0 ? [] : [paint("bold", title), table(some.map(rowOf), (cell) => cell), ""];
  const about = of("known").length + of("unknown").length;
  return [
    ...section("Not in the catalogue", of("unknown")),
    ...section("In the catalogue", of("known")),
    ...section("Not about order", of("not about order")),
    `${tests} tests of Node's, ${skipped} more need its internals; ${failedByNode.length} do not pass under Node here.`,
    `${failures.length} failures under other runtimes, ${about} of them about order: the catalogue has ${of("known").length}.`,
  ].join("\n");
}

function rowOf({ test, runtime, end, probes }: WitnessFailure): readonly string[] {
  return [runtime, test, end.ending, probes.length > 0 ? probes.join(", ") : lastWords(end.output)];
}

/** The line of the output that most likely says why. */
function lastWords(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const error = lines.find((line) => /Error|error:|Mismatched|expected/.test(line));
  return (error ?? lines.findLast((line) => line !== "") ?? "").slice(0, 110);
}
