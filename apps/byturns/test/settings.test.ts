import { specs } from "@byturns/spec";
import { defineSpec } from "@byturns/spec/spec";
import * as Schema from "effect/Schema";
import { describe, expect, it } from "vitest";
import { chooseInput } from "../src/run/settings.ts";
import { Usage } from "../src/text/errors.ts";

const printAfter = specs["say-after"];

const choice = defineSpec({
  id: "choice",
  title: "Choice",
  question: "?",
  origin: "",
  input: Schema.Struct({
    text: Schema.String,
    many: Schema.optionalKey(Schema.Array(Schema.Int)),
    either: Schema.Union([Schema.Int, Schema.String]),
    on: Schema.Boolean,
    by: Schema.Record(Schema.String, Schema.Finite),
  }),
  output: Schema.Null,
  inputs: {
    test: { text: "a", either: 1, on: false, by: {} },
    bench: { text: "a", either: 1, on: false, by: {} },
  },
  batch: 1,
  primary: "wallMs",
  check: () => [],
  ideal: () => ({ ms: 0, why: "nothing" }),
  metrics: [],
});

function refusal(...[spec, name, settings]: Parameters<typeof chooseInput>): string {
  try {
    chooseInput(spec, name, settings);
  } catch (error) {
    expect(error).toBeInstanceOf(Usage);
    return (error as Usage).message;
  }
  throw new Error("nothing was refused");
}

describe("chooseInput()", () => {
  it("takes the article's input if there is one, otherwise the small one", () => {
    expect(chooseInput(printAfter, undefined, [])).toEqual({
      name: "article",
      value: printAfter.inputs.article,
    });
    expect(chooseInput(choice, undefined, [])).toEqual({ name: "test", value: choice.inputs.test });
  });

  it("sets a nested number, and leaves the spec's own input alone", () => {
    const before = structuredClone(printAfter.inputs.test);
    const { name, value } = chooseInput(printAfter, "test", ["lines.1.delayMs=7", "order=sequential"]);
    expect(name).toBe("test lines.1.delayMs=7 order=sequential");
    expect(value).toEqual({ lines: [before.lines[0], { text: "world", delayMs: 7 }], order: "sequential" });
    expect(printAfter.inputs.test).toEqual(before);
  });

  it("reads a value by its schema's type", () => {
    const { value } = chooseInput(choice, "test", [
      "text=12",
      "either=12",
      "on=true",
      "many=[1,2]",
      "by.x=0.5",
    ]);
    expect(value).toEqual({ text: "12", either: 12, on: true, many: [1, 2], by: { x: 0.5 } });
    expect(chooseInput(choice, "test", ["either=twelve", "text=a=b"]).value).toMatchObject({
      either: "twelve",
      text: "a=b",
    });
  });

  it("appends an element, and rejects a gap", () => {
    const { value } = chooseInput(choice, "test", ["many=[5]", "many.1=6"]);
    expect(value).toMatchObject({ many: [5, 6] });
    expect(refusal(choice, "test", ["many=[5]", "many.2=6"])).toContain("has 1 elements, so the next is 1");
  });

  it("names a rejected value with its path, what was given and what is allowed", () => {
    const message = refusal(printAfter, "test", ["lines.0.delayMs=-4", "order=both"]);
    expect(message).toContain("lines.0.delayMs: given -4, expected a value between 0 and 60000");
    expect(message).toContain('order: given "both", expected "sequential" | "concurrent"');
  });

  it("suggests the closest existing key for an unknown one", () => {
    expect(refusal(printAfter, "test", ["lins.0.text=x"])).toContain('has no "lins". Did you mean lines?');
    expect(refusal(printAfter, "test", ["lines.0.frobnicate=x"])).toContain("It has text, delayMs.");
    expect(refusal(printAfter, "test", ["lines.first.text=x"])).toContain("elements by number, from 0");
    expect(refusal(printAfter, "test", ["order.x=1"])).toContain("nothing within it");
    expect(refusal(printAfter, "tset", [])).toContain('no input of say-after "tset". Did you mean test?');
  });

  it("rejects a setting that is not key=value", () => {
    expect(refusal(printAfter, "test", ["order"])).toContain("it is written key=value");
  });
});
