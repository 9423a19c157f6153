// The kinds of flags and arguments: one function each, so that every command treats a missing value the same way.
import * as Argument from "effect/cli/Argument";
import * as Flag from "effect/cli/Flag";
import * as Option from "effect/Option";

/** How a flag is shown beside its description. */
interface Look {
  readonly alias?: string;
  /** The placeholder for the value in the help: `<duration>`. */
  readonly metavar?: string;
}

function described<A>(flag: Flag.Flag<A>, description: string, { alias, metavar }: Look): Flag.Flag<A> {
  const named = alias === undefined ? flag : Flag.withAlias(flag, alias);
  const shown = metavar === undefined ? named : Flag.withMetavar(named, metavar);
  return Flag.withDescription(shown, description);
}

/** An optional flag, undefined when left out. */
function orUndefined<A>(flag: Flag.Flag<A>): Flag.Flag<A | undefined> {
  return Flag.map(Flag.optional(flag), Option.getOrUndefined);
}

/** `--name <text>`, required. */
export const requiredText = (name: string, description: string, look: Look = {}) =>
  described(Flag.String(name), description, look);

/** `--name <text>`; undefined when left out. */
export const text = (name: string, description: string, look: Look = {}) =>
  orUndefined(described(Flag.String(name), description, look));

/** `--name <path>`, required. */
export const requiredPath = (name: string, description: string, look: Look = {}) =>
  described(Flag.Path(name), description, look);

/** `--name <path>`; undefined when left out. */
export const path = (name: string, description: string, look: Look = {}) =>
  orUndefined(requiredPath(name, description, look));

/** `--name <integer>`; undefined when left out. */
export const integer = (name: string, description: string, look: Look = {}) =>
  orUndefined(described(Flag.Int(name), description, look));

/** `--name <integer>`; `usual` when left out. */
export const integerOr = (name: string, usual: number, description: string) =>
  Flag.withDefault(described(Flag.Int(name), `${description} Default: ${usual}`, {}), usual);

/** `--name <text>`, repeatable, each possibly several, comma-separated; empty when left out. */
export const list = (name: string, description: string, look: Look = {}) =>
  Flag.atLeast(described(Flag.String(name), description, look), 0);

/** `--name`; false when left out. */
export const toggle = (name: string, description: string, look: Look = {}) =>
  Flag.withDefault(described(Flag.Boolean(name), description, look), false);

/** A required argument. */
export const argument = (name: string, description: string) =>
  Argument.String(name).pipe(Argument.withDescription(description));

/** Any number of arguments, at least `least`. */
export const manyArguments = (name: string, description: string, least = 0) =>
  argument(name, description).pipe(Argument.variadic({ min: least }));

/** A required path. */
export const pathArgument = (name: string, description: string) =>
  Argument.Path(name).pipe(Argument.withDescription(description));

/** A path that may be left out; undefined then. */
export const optionalPathArgument = (name: string, description: string) =>
  Argument.map(
    Argument.optional(Argument.Path(name).pipe(Argument.withDescription(description))),
    Option.getOrUndefined,
  );

export const json = toggle("json", "Answer in JSON, for machines");

export const models = list(
  "model",
  "A model, or several, comma-separated. Default: all that need only one machine",
  { alias: "models" },
);

export const threads = integer(
  "threads",
  "How many threads a model may use. Default: as many as there are cores, at least 2",
);
