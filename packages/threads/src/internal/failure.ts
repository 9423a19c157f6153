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

/** Takes a thrown value apart; a value that is no error becomes one whose cause is the value. */
export function toFailureData(thrown: unknown): FailureData {
  if (!isError(thrown)) {
    const message = `Thrown was no error but ${String(thrown)}`;
    return {
      name: "Error",
      message,
      stack: undefined,
      fields: {},
      cause: { value: cloneable(thrown) },
      errors: undefined,
    };
  }
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(thrown)) {
    if (key !== "cause" && key !== "errors")
      fields[key] = cloneable((thrown as unknown as Record<string, unknown>)[key]);
  }
  const { cause } = thrown;
  return {
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    fields,
    cause:
      cause === undefined ? undefined : isError(cause) ? toFailureData(cause) : { value: cloneable(cause) },
    errors: thrown instanceof AggregateError ? thrown.errors.map(toFailureData) : undefined,
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

function isError(value: unknown): value is Error {
  return value instanceof Error || value instanceof DOMException;
}

function cloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return String(value);
  }
}
