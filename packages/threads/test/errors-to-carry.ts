// An error of every kind that is built into a runtime, and some that programs make.

class DiskFull extends Error {
  override readonly name = "DiskFull";
  readonly _tag = "DiskFull";
  readonly freeBytes = 7;
}

/** Not in the types of Node. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: Readonly<Record<string, new (message: string) => Error>>;
};
const ofWebAssembly = (name: string) => {
  const Kind = WebAssembly[name] as new (message: string) => Error;
  return new Kind("of WebAssembly");
};

const fieldsOfAllKinds = {
  big: 10n ** 20n,
  date: new Date(5),
  pattern: /a+/gi,
  map: new Map([["a", new Set([1])]]),
  bytes: new Uint8Array([1, 2, 3]),
  buffer: new Uint8Array([4]).buffer,
  view: new DataView(new Uint8Array([5]).buffer),
  nothing: null,
  missing: undefined,
  odd: [-0, Number.NaN, Infinity],
  boxed: Object(1n),
};

/** Makes an error, by its kind. */
export const errorsToCarry: Readonly<Record<string, () => Error>> = {
  ...Object.fromEntries(
    [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].map((Kind) => [
      Kind.name,
      () =>
        Object.assign(new Kind("of this kind", { cause: new Kind("inner") }), { code: "E_CODE", errno: -2 }),
    ]),
  ),
  AggregateError: () =>
    new AggregateError([new TypeError("a"), new DOMException("b", "DataError"), "text", 7], "all"),
  SuppressedError: () => new SuppressedError(new RangeError("later"), new TypeError("earlier"), "both"),
  ...Object.fromEntries(
    [
      ...[
        "AbortError",
        "TimeoutError",
        "DataCloneError",
        "NotFoundError",
        "InvalidStateError",
        "SyntaxError",
      ],
      ...["NetworkError", "NotAllowedError", "OperationError", "Custom"],
    ].map((name) => [`DOMException ${name}`, () => new DOMException("of this name", name)]),
  ),
  "WebAssembly.RuntimeError": () => ofWebAssembly("RuntimeError"),
  "WebAssembly.CompileError": () => ofWebAssembly("CompileError"),
  "WebAssembly.LinkError": () => ofWebAssembly("LinkError"),
  "a class of a program": () => new DiskFull("full", { cause: new RangeError("inner") }),
  "with fields of every kind": () => Object.assign(new Error("fields"), fieldsOfAllKinds),
  "with errors in fields": () =>
    Object.assign(new Error("outer"), { inner: new TypeError("field"), list: [new RangeError("one"), 2] }),
  "that is its own cause": () => {
    const error = new RangeError("round");
    error.cause = error;
    return error;
  },
  "in a circle of causes": () => {
    const inner = new TypeError("inner");
    const error = new RangeError("outer", { cause: new Error("middle", { cause: inner }) });
    inner.cause = error;
    return error;
  },
  "an AggregateError that holds itself": () => {
    const error = new AggregateError([new Error("one")], "all");
    error.errors.push(error);
    return error;
  },
  "with a falsy cause": () => new Error("zero", { cause: 0 }),
};
