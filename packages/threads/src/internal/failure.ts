// A failure as data. Deno and Bun hand a thrown error to another thread as a bare `Error`, without its name,
// fields and cause; so a failure crosses as plain data and is rebuilt on the other side.

/** An error, taken apart so that it survives a structured clone. */
export interface FailureData {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own enumerable fields, such as `code` or `_tag`, as far as they can be cloned. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause: FailureData | { readonly value: unknown } | undefined;
  /** What an `AggregateError` holds. */
  readonly errors: readonly FailureData[] | undefined;
}

/**
 * Takes a thrown value apart; a value that is no error becomes one whose cause is the value. Whatever was thrown, it throws
 * nothing itself: a field that cannot be read is undefined, and of an error that holds itself, or that 100 others hold one
 * within another, name and message are all that is told again.
 */
export function toFailureData(thrown: unknown): FailureData {
  return takeApart(thrown, []);
}

/** `within` are the errors that hold this one. */
function takeApart(thrown: unknown, within: readonly unknown[]): FailureData {
  if (!isError(thrown)) {
    const message = `Thrown was no error but ${textOf(thrown)}`;
    return { ...bareData, message, cause: { value: cloneable(thrown) } };
  }
  const name = textOf(field(thrown, "name") ?? bareData.name);
  const message = textOf(field(thrown, "message") ?? bareData.message);
  if (within.length === deepest || within.includes(thrown)) return { ...bareData, name, message };
  const inside = [...within, thrown];
  const stack = field(thrown, "stack");
  const cause = field(thrown, "cause");
  const held = thrown instanceof AggregateError ? field(thrown, "errors") : undefined;
  const errors = Array.isArray(held) ? held.map((error) => takeApart(error, inside)) : undefined;
  const fields: Record<string, unknown> = {};
  for (const key of keysOf(thrown)) {
    if (key !== "cause" && (key !== "errors" || errors === undefined))
      fields[key] = cloneable(field(thrown, key));
  }
  return {
    name,
    message,
    stack: typeof stack === "string" ? stack : undefined,
    fields,
    cause:
      cause === undefined
        ? undefined
        : isError(cause)
          ? takeApart(cause, inside)
          : { value: cloneable(cause) },
    errors,
  };
}

/** Rebuilds the error: the same name, message, stack, fields, cause and errors; built-in kinds keep their class. */
export function fromFailureData(data: FailureData): Error {
  const error = bare(data);
  for (const [key, value] of Object.entries({ name: data.name, stack: data.stack, ...data.fields })) {
    // DOMException keeps its name, code and message behind getters, which an assignment cannot replace.
    if (value !== undefined)
      Object.defineProperty(error, key, {
        value,
        configurable: true,
        writable: true,
        enumerable: key in data.fields,
      });
  }
  if (data.cause !== undefined) {
    const cause = "value" in data.cause ? data.cause.value : fromFailureData(data.cause);
    Object.defineProperty(error, "cause", { value: cause, configurable: true, writable: true });
  }
  return error;
}

const builtIn: Readonly<Record<string, ErrorConstructor>> = {
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
};

function bare({ name, message, errors }: FailureData): Error {
  if (errors !== undefined) return new AggregateError(errors.map(fromFailureData), message);
  if (name === "AbortError" || name === "TimeoutError") return new DOMException(message, name);
  return new (builtIn[name] ?? Error)(message);
}

const deepest = 100;
const bareData: FailureData = {
  name: "Error",
  message: "",
  stack: undefined,
  fields: {},
  cause: undefined,
  errors: undefined,
};

function isError(value: unknown): value is Error {
  try {
    return value instanceof Error || value instanceof DOMException;
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
    return (error as unknown as Readonly<Record<string, unknown>>)[key];
  } catch {
    return undefined;
  }
}

/** An object without a prototype has no text, and another's may throw. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return `something of type ${typeof value} that has no text`;
  }
}

function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return textOf(value);
  }
}
