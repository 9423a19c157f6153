// The catalogue as data: what was seen, and what follows from it. Read back by schema, compared with an earlier one.
import * as Schema from "effect/Schema";

const Strings = Schema.Array(Schema.String);

export const FrequencyData = Schema.Struct({ sequence: Strings, count: Schema.Int });

/** Against the texts: kept in every run, broken in some by a runtime that the text binds or does not bind, no text, or the probe itself failed. */
export const PromiseVerdict = Schema.Literals([
  "kept",
  "broken",
  "differs from Node",
  "not promised",
  "failed",
]);
export type PromiseVerdict = typeof PromiseVerdict.Type;

/** Across runtimes, each at its newest version. */
export const AcrossVerdict = Schema.Literals([
  "agree",
  "disagree",
  "varies within one",
  "too few runs",
  "one runtime",
]);
export type AcrossVerdict = typeof AcrossVerdict.Type;

export const PromisedData = Schema.Struct({
  by: Schema.String,
  says: Schema.String,
  /** The text's own sentence; left out only where no text says anything. */
  quote: Schema.optionalKey(Schema.String),
  link: Schema.String,
  /** The day on which the sentence was read there. */
  date: Schema.optionalKey(Schema.String),
  /** The runtimes that the text binds; all when left out. */
  binds: Schema.optionalKey(Strings),
  form: Schema.Literals(["order", "open", "always", "never"]),
  marks: Strings,
});
export type PromisedData = typeof PromisedData.Type;

export const Departure = Schema.Struct({ promise: Schema.Int, count: Schema.Int });

/** Where a difference was reported, and what became of it: `open`, `won't fix`, `fixed in <version>`, `not reported`. */
export const Upstream = Schema.Struct({
  runtime: Schema.String,
  state: Schema.String,
  at: Schema.optionalKey(Schema.String),
  /** The day on which the thread was in that state. */
  statedOn: Schema.optionalKey(Schema.String),
});
export type Upstream = typeof Upstream.Type;

/** One probe, as one kind, under one version of one runtime. */
export const Result = Schema.Struct({
  runtime: Schema.String,
  version: Schema.String,
  /** Most frequent first. */
  frequencies: Schema.Array(FrequencyData),
  failures: Schema.Array(Schema.Struct({ ending: Schema.String, count: Schema.Int, output: Schema.String })),
  verdict: PromiseVerdict,
  /** The promises that bind this runtime and were broken, by their index in the row's list, and in how many runs. */
  broken: Schema.Array(Departure),
  /** The promises of another runtime that this one does not keep. */
  differs: Schema.Array(Departure),
});
export type Result = typeof Result.Type;

/** One probe as one kind. */
export const Row = Schema.Struct({
  /** `<probe>/<kind>`: never given to another program. */
  id: Schema.String,
  probe: Schema.String,
  kind: Schema.Literals(["module", "loaded", "commonjs", "worker"]),
  group: Schema.String,
  title: Schema.String,
  question: Schema.String,
  models: Strings,
  /** The program as one can paste it. */
  program: Schema.String,
  promises: Schema.Array(PromisedData),
  relied: Schema.Struct({
    likelihood: Schema.Literals(["often", "sometimes", "rarely"]),
    why: Schema.String,
  }),
  /** Why the runtimes differ, by its id in `causes.ts`. */
  cause: Schema.optionalKey(Schema.String),
  results: Schema.Array(Result),
  /** For each runtime whose results differ here: where that was reported. */
  upstream: Schema.Array(Upstream),
  across: AcrossVerdict,
  /** Two runtimes each: how probable such a difference of distributions is by chance, after Holm's correction. */
  chances: Schema.Array(Schema.Struct({ left: Schema.String, right: Schema.String, p: Schema.Finite })),
});
export type Row = typeof Row.Type;

/** What became of a reported difference. */
export const Filed = Schema.Struct({
  at: Schema.optionalKey(Schema.String),
  runtime: Schema.String,
  probe: Schema.String,
  kind: Schema.String,
  says: Schema.String,
  /** `still so`, `fixed by 1.4.2, so on 1.4.0` (`no longer so on` where it was no fault), `not so on 1.4.5`, `never so on 1.2.0 to 1.4.5`. */
  status: Schema.String,
  versions: Schema.Array(Schema.Struct({ version: Schema.String, holds: Schema.Boolean })),
});
export type Filed = typeof Filed.Type;

/** A verdict that two passes gave differently; `of` is `across`, or a runtime and its version. */
export const Wavering = Schema.Struct({
  probe: Schema.String,
  kind: Schema.String,
  of: Schema.String,
  first: Schema.String,
  second: Schema.String,
});
export type Wavering = typeof Wavering.Type;

/** What two passes over the same probes said of each other. */
export const Stability = Schema.Struct({
  /** How many verdicts were compared: one a row across runtimes, and one for each of its results. */
  verdicts: Schema.Int,
  wavering: Schema.Array(Wavering),
  /** Results whose distribution shifted by more than chance (p < 0.01, corrected for all of them), verdict or not. */
  shifted: Schema.Array(
    Schema.Struct({ probe: Schema.String, kind: Schema.String, of: Schema.String, p: Schema.Finite }),
  ),
});
export type Stability = typeof Stability.Type;

export const Catalogue = Schema.Struct({
  format: Schema.Literal(2),
  machine: Schema.Struct({ platform: Schema.String, cores: Schema.Int }),
  /** The day on which the newest of its rows were run, such as `2026-11-29`. */
  recordedOn: Schema.optionalKey(Schema.String),
  targets: Schema.Array(Schema.Struct({ id: Schema.String, version: Schema.String })),
  rows: Schema.Array(Row),
  claims: Schema.Array(Filed),
  /** Where it was made by two passes, the second while another process held one core. */
  stability: Schema.optionalKey(Stability),
});
export type Catalogue = typeof Catalogue.Type;

/**
 * Reads a catalogue back.
 *
 * @throws SyntaxError when the text is not JSON; RangeError when it has another format, with the version that reads
 * it; SchemaError when it is not a catalogue, with the field that is wrong.
 */
export function readCatalogue(text: string): Catalogue {
  const data: unknown = JSON.parse(text);
  const format = typeof data === "object" && data !== null && "format" in data ? data.format : undefined;
  if (format === 1) {
    throw new RangeError(
      "Cannot read a catalogue of format 1: expected format 2. byturns 0.1 before November 2026 reads it",
    );
  }
  return Schema.decodeUnknownSync(Catalogue)(data);
}

/** The published JSON Schema of a catalogue file, as text. */
export function catalogueSchema(): string {
  const { schema, definitions } = Schema.toJsonSchemaDocument(Catalogue);
  const whole = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "byturns: catalogue of event orders, format 2",
    ...schema,
    ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

/** A catalogue as text, a row a line, so that a diff shows which rows changed. */
export function writeCatalogue(catalogue: Catalogue): string {
  const { rows, claims, ...head } = catalogue;
  const lines = (items: readonly unknown[]) => items.map((item) => `    ${JSON.stringify(item)}`).join(",\n");
  const start = JSON.stringify(head, undefined, 2).replace(/\n}$/, "");
  return `${start},\n  "rows": [\n${lines(rows)}\n  ],\n  "claims": [\n${lines(claims)}\n  ]\n}\n`;
}
