// Which globals a model replaced: it shares them with what measures it, which then fails in words of its own.

/** What the host uses, by the object that holds it. */
const used: readonly (readonly [prefix: string, holder: object, names: readonly string[]])[] = [
  ["", globalThis, ["Array", "Error", "JSON", "Math", "Number", "Object", "Promise", "performance"]],
  ["", globalThis, ["process", "queueMicrotask", "setImmediate", "setTimeout"]],
  ["JSON.", JSON, ["parse", "stringify"]],
  ["Object.", Object, ["entries", "fromEntries", "keys"]],
  ["Number.", Number, ["isFinite"]],
  ["Promise.prototype.", Promise.prototype, ["then"]],
  ["Array.prototype.", Array.prototype, ["filter", "flatMap", "join", "map", "push", "slice"]],
  ["performance.", performance, ["now"]],
  ["process.", process, ["cpuUsage", "memoryUsage", "resourceUsage"]],
  ["process.hrtime.", process.hrtime, ["bigint"]],
];

/** What they are when the process starts. */
const original = new Map<string, unknown>();
for (const [prefix, holder, names] of used) {
  for (const name of names) original.set(prefix + name, Reflect.get(holder, name));
}

/** The names of those that are others now: `JSON`, `Array.prototype.map`. It uses none of them itself. */
export function replacedGlobals(): string {
  let replaced = "";
  for (let i = 0; i < used.length; i++) {
    const [prefix, holder, names] = used[i] as (typeof used)[number];
    for (let j = 0; j < names.length; j++) {
      const name = names[j] as string;
      if (valueIn(holder, name) === original.get(prefix + name)) continue;
      replaced += `${replaced === "" ? "" : ", "}${prefix}${name}`;
    }
  }
  return replaced;
}

/** A getter that a model put there may throw. */
function valueIn(holder: object, name: string): unknown {
  try {
    return (holder as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/**
 * Refuses what cannot be measured: times by another clock, and a process that has lost what it needs to end.
 *
 * @param clock what `performance.now` was.
 * @throws Error when it is another now, or there is no `Promise` or `process`.
 */
export function mustKeepGlobals(clock: typeof performance.now): void {
  if (performance.now !== clock) throw new Error("Times cannot be measured with another clock");
  if (typeof Promise !== "function" || typeof process !== "object")
    throw new Error("A process cannot end without Promise and process");
}
