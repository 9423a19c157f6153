// Results that are thenables of every kind. What `await` makes of one is what its caller is to get.

/** Makes a thenable, by what it does. */
export const thenables: Readonly<Record<string, () => unknown>> = {
  "resolves twice": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
    then(resolve: (value: unknown) => void) {
      resolve("first");
      setTimeout(() => resolve("second"), 3);
    },
  }),
  "resolves, then rejects": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
    then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
      resolve("first");
      reject(new Error("late"));
    },
  }),
  "resolves, then throws": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
    then(resolve: (value: unknown) => void) {
      resolve("first");
      throw new Error("late");
    },
  }),
  "resolves with a promise": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
    then: (resolve: (value: unknown) => void) => resolve(Promise.resolve(5)),
  }),
  "resolves with a thenable": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
    then: (resolve: (value: unknown) => void) => resolve(thenables["resolves twice"]?.()),
  }),
  throws: () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
    then() {
      throw new RangeError("then threw");
    },
  }),
  "has a getter that throws": () => ({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
    get then() {
      throw new RangeError("getter threw");
    },
  }),
  "has a getter that gives another function each time": () => {
    let reads = 0;
    return {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
      get then() {
        reads += 1;
        return (resolve: (value: unknown) => void) => resolve(reads);
      },
    };
  },
  "is a function": () =>
    Object.assign(() => {}, {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
      then: (resolve: (value: unknown) => void) => resolve("called"),
    }),
  "is a promise whose own then lies": () =>
    Object.assign(Promise.resolve("true"), {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested.
      then: (resolve: (value: unknown) => void) => resolve("lie"),
    }),
  "is a promise whose constructor throws": () =>
    Object.defineProperty(Promise.resolve(1), "constructor", {
      get() {
        throw new RangeError("constructor threw");
      },
    }),
  "rejects with a text": () => Promise.reject("plain"),
  // biome-ignore lint/suspicious/noThenProperty: what looks like a thenable is what is tested.
  "has a then that is no function": () => ({ then: 5, value: 7 }),
};
