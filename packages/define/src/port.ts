// One model of a file of one's own, as a measured process opens it.
import {
  bareSuffix,
  type ExampleContext,
  type Judgment,
  type OpenExample,
  type Port,
} from "@byturns/context";
import { whyNotJson } from "./carried.ts";
import { shown, thrown } from "./checks.ts";
import { isEffect, loadRunEffect, type RunEffect } from "./effects.ts";
import { definitionOf, type ExampleDefinition, type Model } from "./example.ts";

/**
 * Imports a file, and makes a port of one of its models.
 *
 * @param file its URL.
 * @throws the file's own error when it cannot be imported.
 * @throws TypeError when it exports no example, or the example has no such model.
 */
export async function ownPort(file: string, model: string): Promise<Port> {
  const { default: exported } = (await import(file)) as { default?: unknown };
  const definition = definitionOf(exported);
  if (definition === undefined) throw new TypeError(`${file} does not export what defineExample returns`);
  const own = modelOf(definition, model);
  if (own === undefined) throw new TypeError(`${file} has no model "${model}"`);
  return {
    model,
    // The lab has looked before it started this process.
    unsupported: () => undefined,
    open: (_, context) => open(own, context, file),
    assertOutput(output) {
      const why = whyNotJson(output);
      if (why !== undefined) throw new TypeError(`The ${why}. Outputs must be plain JSON`);
    },
    judge: (input, outputs) => judged(definition, input, outputs),
  };
}

/** The model of a name, or the bare work of the model that the name says. */
function modelOf(
  { models, bare = {} }: ExampleDefinition<unknown>,
  name: string,
): Model<unknown> | undefined {
  if (Object.hasOwn(models, name)) return models[name];
  const of = name.endsWith(bareSuffix) ? name.slice(0, -bareSuffix.length) : "";
  return Object.hasOwn(bare, of) ? bare[of] : undefined;
}

function judged(
  definition: ExampleDefinition<unknown>,
  input: unknown,
  outputs: readonly unknown[],
): Judgment {
  const wrong = definition.check === undefined ? [] : checked(definition, input, outputs);
  // What is not right holds no figure.
  if (definition.readings === undefined || wrong.length > 0) return { wrong };
  return read(definition.readings, input, outputs);
}

function read(
  readings: NonNullable<ExampleDefinition<unknown>["readings"]>,
  input: unknown,
  outputs: readonly unknown[],
): Judgment {
  const wrong = new Set<string>();
  const figures = Object.entries(readings).map(([name, reading]) => {
    const ofEach = outputs.map((output) => {
      try {
        const figure: unknown = reading.of(output, input);
        if (figure === undefined || figure === null) return null;
        if (typeof figure === "number" && Number.isFinite(figure)) return figure;
        wrong.add(`its reading ${name} is ${shown(figure)}, and must be a number or nothing`);
      } catch (error) {
        wrong.add(`its reading ${name} failed: ${thrown(error)}`);
      }
      return null;
    });
    return [name, ofEach] as const;
  });
  return { wrong: [...wrong], readings: Object.fromEntries(figures) };
}

function checked(
  { check }: ExampleDefinition<unknown>,
  input: unknown,
  outputs: readonly unknown[],
): readonly string[] {
  const wrong = outputs.flatMap((output): readonly string[] => {
    try {
      const lines: unknown = check?.(input, output);
      if (lines === undefined || lines === null || lines === true) return [];
      if (lines === false) return ["the check returned false"];
      if (typeof lines === "string") return lines === "" ? [] : [lines];
      if (Array.isArray(lines)) return lines.map((line) => (typeof line === "string" ? line : shown(line)));
      return [`the check returned ${shown(lines)}, and must return at once what is wrong: a list of lines`];
    } catch (error) {
      return [`the check itself failed: ${thrown(error)}`];
    }
  });
  return [...new Set(wrong)];
}

async function open(model: Model<unknown>, context: ExampleContext, file: string): Promise<OpenExample> {
  if (typeof model === "function") return callable(await loaded(model, context), context, file);
  if (model.worker !== undefined) {
    const { Pool } = await import("@byturns/threads/internal/pool");
    const pool = await Pool.start(model.worker, { context, ...model.pool });
    const run = (input: unknown) => model.run(input, context, pool);
    return { ...callable(run, context, file), [Symbol.asyncDispose]: () => pool.close() };
  }
  const opened = await model.open?.(context);
  const run = (input: unknown) => model.run(input, context, opened);
  return {
    ...callable(run, context, file),
    [Symbol.asyncDispose]: async () => void (await model.close?.(opened)),
  };
}

type Run = (input: unknown, context: ExampleContext) => unknown;

/** The function itself, or the one of the module that it imports. */
async function loaded(model: Run, context: ExampleContext): Promise<Run> {
  if (model.length > 0 || !/\bimport\s*\(/.test(model.toString())) return model;
  const imported = await model(undefined, context);
  if (Object.prototype.toString.call(imported) !== "[object Module]") return model;
  const { default: byDefault, run } = imported as { default?: unknown; run?: unknown };
  const found = byDefault ?? run;
  if (typeof found === "function") return found as Run;
  throw new TypeError("The imported module has no function: export the model by default, or as run");
}

function callable(run: Run, context: ExampleContext, file: string): OpenExample {
  let runEffect: RunEffect | undefined;
  const settled = async (effect: unknown) => {
    runEffect ??= await loadRunEffect(file);
    context.signal.throwIfAborted();
    return runEffect(effect, context.signal);
  };
  return {
    // Nothing is added around a call: its value or its promise is awaited as it is.
    run: (input) => {
      const returned = run(input, context);
      return (isEffect(returned) ? settled(returned) : returned) as Promise<unknown>;
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
