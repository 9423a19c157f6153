// A failure as data. Deno and Bun hand a thrown error to another thread as a bare `Error`, without its name, fields and cause;
// so a failure crosses as plain data and is rebuilt on the other side: its class where that is built in, name, message, stack,
// fields, and whatever errors it holds, even one that holds it.

/** An error and all errors that it holds, as data that survives a structured clone. The first is the error itself. */
export interface FailureData {
  readonly errors: readonly ErrorData[];
}

interface ErrorData {
  /** The most special built-in class it is an instance of. */
  readonly builtIn: string;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own fields, such as `code`, `_tag` and `cause`, as far as they can be cloned. */
  readonly fields: readonly { readonly key: string; readonly enumerable: boolean; readonly held: Held }[];
}

/** What a field holds: an error, by its place among the errors; a list with errors in it; or a value. */
type Held = { readonly at: number } | { readonly list: readonly Held[] } | { readonly value: unknown };

/** The most errors kept of those that an error holds; the rest are dropped. */
const mostErrors = 10_000;

/**
 * Takes a thrown value apart; a value that is not an error becomes one whose cause is the value. It never throws: a field that
 * cannot be read is left out, and one that cannot be cloned becomes its text.
 */
export function toFailureData(thrown: unknown): FailureData {
  const failure = isError(thrown) ? thrown : notAnError(thrown);
  const found = [failure];
  const places = new Map<unknown, number>([[failure, 0]]);
  const hold = (value: unknown): Held => {
    if (isError(value)) {
      const at = places.get(value) ?? found.length;
      if (at >= mostErrors) return { value: textOf(value) };
      if (at === found.length) {
        found.push(value);
        places.set(value, at);
      }
      return { at };
    }
    return isListOfErrors(value) ? { list: value.map(hold) } : { value: cloneable(value) };
  };
  const errors: ErrorData[] = [];
  // Grows while it is read.
  for (const error of found) errors.push(takeApart(error, hold));
  return { errors };
}

/** Rebuilds the error, and those that it holds. */
export function fromFailureData({ errors }: FailureData): Error {
  const rebuilt = errors.map(bare);
  const rebuild = (held: Held): unknown => {
    if ("at" in held) return rebuilt[held.at];
    return "list" in held ? held.list.map(rebuild) : held.value;
  };
  for (const [i, { name, stack, fields }] of errors.entries()) {
    const error = rebuilt[i] as Error;
    const define = (key: string, value: unknown, enumerable: boolean) =>
      Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
    if (error.name !== name) define("name", name, false);
    if (stack !== undefined) define("stack", stack, false);
    for (const { key, enumerable, held } of fields) define(key, rebuild(held), enumerable);
  }
  return rebuilt[0] as Error;
}

/** Whether a value is an error of any kind; never throws. */
export function isError(value: unknown): value is Error {
  if (typeof value !== "object" || value === null) return false;
  try {
    return value instanceof Error || value instanceof DOMException;
  } catch {
    return false;
  }
}

type MakeError = (message: string, name: string) => Error;

/** The more special ones first. A runtime may lack one of them. */
const builtIns: readonly (readonly [name: string, make: MakeError])[] = [
  ["DOMException", (message, name) => new DOMException(message, name)],
  ["AggregateError", (message) => new AggregateError([], message)],
  ["SuppressedError", (message) => newOf("SuppressedError", undefined, undefined, message)],
  ...["TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"].map(
    (name): [string, MakeError] => [name, (message) => newOf(name, message)],
  ),
  ...["CompileError", "LinkError", "RuntimeError"].map((name): [string, MakeError] => [
    `WebAssembly.${name}`,
    (message) => newOf(`WebAssembly.${name}`, message),
  ]),
];
const makers = new Map(builtIns);

/** Own fields of built-in errors that do not show up among the enumerable ones. */
const hiddenKeys = ["cause", "errors", "error", "suppressed"];
/** They are dealt with apart. */
const plainKeys = new Set(["message", "stack"]);

function takeApart(error: Error, hold: (value: unknown) => Held): ErrorData {
  const keys = keysOf(error);
  const fields: { key: string; enumerable: boolean; held: Held }[] = [];
  for (const key of new Set([...keys, ...hiddenKeys])) {
    const enumerable = keys.includes(key);
    if (plainKeys.has(key) || !(enumerable || hasOwn(error, key))) continue;
    try {
      fields.push({ key, enumerable, held: hold((error as unknown as Fields)[key]) });
    } catch {
      // A getter threw.
    }
  }
  const stack = field(error, "stack");
  return {
    builtIn: builtInOf(error),
    name: textOf(field(error, "name") ?? "Error"),
    message: textOf(field(error, "message") ?? ""),
    stack: typeof stack === "string" ? stack : undefined,
    fields,
  };
}

function bare({ builtIn, message, name }: ErrorData): Error {
  return makers.get(builtIn)?.(message, name) ?? new Error(message);
}

function builtInOf(error: Error): string {
  for (const [name] of builtIns) {
    const builtIn = constructorOf(name);
    if (builtIn !== undefined && error instanceof builtIn) return name;
  }
  return "Error";
}

function newOf(path: string, ...args: unknown[]): Error {
  const builtIn = constructorOf(path);
  // What this runtime lacks becomes an Error of its name, with the same fields.
  return builtIn === undefined ? new Error(String(args.at(-1))) : new builtIn(...args);
}

function constructorOf(path: string): (new (...args: unknown[]) => Error) | undefined {
  let found: unknown = globalThis;
  for (const key of path.split(".")) found = (found as Fields | undefined)?.[key];
  return typeof found === "function" ? (found as new (...args: unknown[]) => Error) : undefined;
}

function notAnError(thrown: unknown): Error {
  const error = new Error(`Thrown value is not an Error: ${textOf(thrown)}`, { cause: thrown });
  // The stack of this error does not show where the value was thrown.
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

function isListOfErrors(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value) && value.length <= mostErrors && value.some(isError);
  } catch {
    return false;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function hasOwn(error: Error, key: string): boolean {
  try {
    return Object.hasOwn(error, key);
  } catch {
    return false;
  }
}

function keysOf(error: Error): string[] {
  try {
    return Object.keys(error);
  } catch {
    return [];
  }
}

function field(error: Error, key: string): unknown {
  try {
    return (error as unknown as Fields)[key];
  } catch {
    return undefined;
  }
}

/** An object without a prototype has no text, and another's may throw. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `a value of type ${typeof value} that has no text`;
  }
}

function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return textOf(value);
  }
}
