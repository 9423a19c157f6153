// The text of a new probe.

/** @param name the probe's id, which is its file's name without the ending. */
export function probeText(name: string): string {
  return `// In what order does this happen? Run it in fresh processes, under Node, Deno and Bun:
//
//   npx byturns order ./${name}.probe.ts
//
// The first run records what it saw in order.baseline.json, beside this file: commit that. A later run ends with exit
// code 1 if something that was settled has changed, for instance after an update of a runtime.

interface Tools {
  /** Records that the program has come to this point. */
  mark(name: string): void;
}

export const probe = {
  id: "${name}",
  title: "A timer, an immediate and two microtasks",

  // Run as an ES module and as CommonJS: some orders differ between them.
  kinds: ["module", "commonjs"],

  // The body becomes the top level of a program of its own. It may use its parameter and globals, and nothing else of
  // this file. Beside mark, the parameter has Node's modules by name, such as { mark, fs }.
  program({ mark }: Tools) {
    setTimeout(() => mark("timer"), 0);
    setImmediate(() => mark("immediate"));
    process.nextTick(() => mark("tick"));
    queueMicrotask(() => mark("microtask"));
    mark("body");
  },
};
`;
}
