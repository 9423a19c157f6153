// Profiles written by hand: each stack, outermost function first, with its samples' time.

/** A stack and how long it was on top, in microseconds. */
export interface Stretch {
  /** Such as `["main /app/a.ts", "work /app/b.ts:7"]`; a name alone is native. */
  readonly stack: readonly string[];
  readonly us: number;
}

/** The text of a `.cpuprofile` with one sample for each stretch. */
export function profileText(stretches: readonly Stretch[], startTime = 1_000): string {
  interface Node {
    readonly id: number;
    readonly callFrame: { functionName: string; url: string; lineNumber: number };
    readonly children: number[];
  }
  const nodes: Node[] = [];
  const add = (name: string): Node => {
    const [functionName = "", place = ""] = name.endsWith(")") ? [name] : name.split(" ");
    const [, url = place, line = "0"] = /^(.*):(\d+)$/.exec(place) ?? [];
    const node = {
      id: nodes.length + 1,
      callFrame: { functionName, url, lineNumber: Number(line) - 1 },
      children: [],
    };
    nodes.push(node);
    return node;
  };
  const root = add("(root)");
  const named = new Map<string, Node>();
  const samples = stretches.map(({ stack }) => {
    let at = root;
    stack.forEach((name, depth) => {
      const key = stack.slice(0, depth + 1).join(";");
      let node = named.get(key);
      if (node === undefined) {
        node = add(name);
        named.set(key, node);
        at.children.push(node.id);
      }
      at = node;
    });
    return at.id;
  });
  const total = stretches.reduce((sum, { us }) => sum + us, 0);
  const timeDeltas = stretches.map((_, i) => (i === 0 ? 0 : (stretches[i - 1] as Stretch).us));
  return JSON.stringify({ nodes, samples, timeDeltas, startTime, endTime: startTime + total });
}
