// The output of `byturns list` for each example.

import { table, wrap } from "@byturns/text/table";
import { chooseCatalog } from "../own/choose-catalog.ts";
import { isOwn } from "../own/own-catalog.ts";
import { knownAll } from "../text/nearest.ts";
import { columns, paint } from "../text/terminal.ts";

/** One example, for display and for JSON. */
export interface ExampleEntry {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly origin: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly sweeps: Readonly<Record<string, SweepEntry>>;
  readonly metrics: readonly string[];
  readonly models: Readonly<Record<string, ModelEntry>>;
  /** The arguments for Deno; `.` stands for the folder of the sources. */
  readonly denoPermissions: readonly string[];
  readonly permissionsWhy?: string;
}

interface SweepEntry {
  readonly parameter: string;
  readonly unit: string;
  readonly values: readonly number[];
}

/** The runtimes that a model's example can run under, and why not under the others. */
interface ModelEntry {
  readonly runtimes: readonly string[];
  readonly unsupported: Readonly<Record<string, string>>;
  /** Deno's arguments for this model, beside the example's. */
  readonly denoPermissions?: readonly string[];
  readonly permissionsWhy?: string;
}

/**
 * @param names of examples; none means all.
 * @throws Usage when an example of that name does not exist.
 */
export async function describeExamples(names: readonly string[]): Promise<ExampleEntry[]> {
  const { catalog, examples } = await chooseCatalog(names);
  const deno = catalog.runtimes.find(({ id }) => id === "deno");
  return knownAll("example", examples, Object.keys(catalog.specs)).map((id) => {
    // biome-ignore lint/style/noNonNullAssertion: `knownAll` returns keys of the registry.
    const spec = catalog.specs[id]!;
    const flags = deno?.flags({ permissions: spec.permissions ?? {}, root: "." }) ?? [];
    const why = spec.permissions?.why;
    return {
      id,
      title: spec.title,
      question: spec.question,
      origin: spec.origin,
      inputs: spec.inputs,
      sweeps: Object.fromEntries(
        Object.entries(spec.sweeps ?? {}).map(([name, { parameter, unit, values }]) => [
          name,
          { parameter, unit, values },
        ]),
      ),
      metrics: spec.metrics.map((metric) => metric.id),
      models: Object.fromEntries(
        (isOwn(catalog) ? (catalog.own.models[id] ?? []) : catalog.models).map((model) => [
          model,
          modelEntry(model),
        ]),
      ),
      denoPermissions: flags.filter((flag) => flag.startsWith("--allow-")),
      ...(why === undefined ? {} : { permissionsWhy: why }),
    };

    function modelEntry(model: string): ModelEntry {
      const reasons = catalog.runtimes.map(
        (runtime) => [runtime.id, catalog.unsupported(model, id, runtime.id)] as const,
      );
      const needs = catalog.needs?.(model) ?? {};
      const permissions = deno?.flags({ permissions: needs, root: "." }) ?? [];
      // Its own sources every model may read.
      const own = permissions.filter((flag) => flag.startsWith("--allow-") && flag !== "--allow-read=.");
      return {
        ...(own.length === 0 ? {} : { denoPermissions: own }),
        ...(needs.why === undefined ? {} : { permissionsWhy: needs.why }),
        runtimes: reasons.filter(([, reason]) => reason === undefined).map(([runtime]) => runtime),
        unsupported: Object.fromEntries(
          reasons.filter((entry): entry is [string, string] => entry[1] !== undefined),
        ),
      };
    }
  });
}

/** The examples as text: one line each when `short`, otherwise one block each. */
export function drawExamples(examples: readonly ExampleEntry[], short: boolean): string {
  if (short) {
    const rows = examples.map(({ id, question }) => [id, question]);
    return table(rows, { paint: (text, column) => (column === 0 ? paint("bold", text) : text) }).join("\n");
  }
  return examples.map(drawExample).join("\n\n");
}

function drawExample(example: ExampleEntry): string {
  const rows: [string, string][] = [
    ["inputs", Object.keys(example.inputs).join(", ")],
    ...Object.entries(example.sweeps).map(([name, { unit, values }]): [string, string] => [
      `sweep ${name}`,
      `${values.join(", ")} ${unit}`,
    ]),
    ["models", Object.entries(example.models).map(drawModel).join("; ")],
    [
      "deno",
      `${example.denoPermissions.join(" ")}${example.permissionsWhy ? ` (${example.permissionsWhy})` : ""}`,
    ],
    ...Object.entries(example.models).flatMap(
      ([model, { runtimes, denoPermissions = [], permissionsWhy }]) =>
        runtimes.includes("deno") && denoPermissions.length > 0
          ? [[`deno, ${model}`, `${denoPermissions.join(" ")} (${permissionsWhy})`] as [string, string]]
          : [],
    ),
    ["from", example.origin],
  ];
  const keyWidth = Math.max(...rows.map(([key]) => key.length)) + 4;
  const width = Math.max(40, columns() - keyWidth);
  return [
    `${paint("bold", example.id)}  ${example.question}`,
    ...rows.flatMap(([key, text]) =>
      wrap(text, width).map(
        (line, i) => `${paint("dim", (i === 0 ? `  ${key}` : "").padEnd(keyWidth))}${line}`,
      ),
    ),
  ].join("\n");
}

function drawModel([model, { runtimes, unsupported }]: [string, ModelEntry]): string {
  const reasons = Object.entries(unsupported);
  if (reasons.length === 0) return model;
  const [, reason] = reasons[0] as [string, string];
  if (runtimes.length === 0 && reasons.every(([, other]) => other === reason))
    return `no ${model} (${reason})`;
  return `${model} (${reasons.map(([runtime, why]) => `not ${runtime}: ${why}`).join("; ")})`;
}
