// Small changes to a source, one at a time, like a typing mistake.
//
// oxc-parser, because it parses TypeScript directly and is already a dependency. Stryker was considered first: it runs
// tests inside vitest's own workers, and many tests of this project start processes that load the sources themselves.
import { parseSync } from "oxc-parser";

/** One change. */
export interface Mutant {
  /** From 1. */
  readonly line: number;
  /** The text that is replaced, and its replacement. */
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const operators: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "**": ["*"],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
  "+=": ["-="],
  "-=": ["+="],
  "*=": ["/="],
  "/=": ["*="],
  "++": ["--"],
  "--": ["++"],
};

/** Methods that may replace one another. */
const methods: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  startsWith: "endsWith",
  endsWith: "startsWith",
  floor: "ceil",
  ceil: "floor",
  find: "findLast",
  findLast: "find",
  indexOf: "lastIndexOf",
};

/** Methods with a call that may be removed. */
const dropped = new Set(["filter", "toSorted", "sort", "toReversed", "reverse", "slice", "trim", "trimEnd"]);

/**
 * All changes of a source.
 *
 * @param path its file name, which determines how it is parsed.
 * @throws Error when it cannot be parsed.
 */
export function mutantsOf(path: string, source: string): readonly Mutant[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`Cannot parse ${path}: ${errors[0]?.message}`);
  const mutants: Mutant[] = [];
  const text = (node: Node) => source.slice(node.start, node.end);
  const put = (start: number, end: number, to: string) => {
    const from = source.slice(start, end);
    if (from === to) return;
    mutants.push({ line: source.slice(0, start).split("\n").length, from, to, start, end });
  };
  const replace = (node: Node, to: string) => put(node.start, node.end, to);
  /** The operator between two nodes: a comment could contain the same characters, but these sources have none there. */
  const swap = (left: Node, right: Node, operator: string) => {
    const at = source.indexOf(operator, left.end);
    if (at < 0 || at > right.start) return;
    for (const other of operators[operator] ?? []) put(at, at + operator.length, other);
  };

  const visit = (node: Node): void => {
    const { type } = node;
    if (/^TS|^Import|^ExportAll/.test(type) && !/^TS(As|NonNull|Satisfies)Expression$/.test(type)) return;
    const of = (key: string) => node[key] as Node;
    if (type === "BinaryExpression" || type === "LogicalExpression" || type === "AssignmentExpression") {
      const isText = [of("left"), of("right")].some((one) => /^["'`]/.test(text(one)));
      if (!(node.operator === "+" && isText)) swap(of("left"), of("right"), node.operator as string);
    }
    if (type === "UnaryExpression" && (node.operator === "!" || node.operator === "-"))
      replace(node, text(of("argument")));
    if (type === "UpdateExpression") {
      const other = operators[node.operator as string]?.[0] ?? "";
      replace(
        node,
        node.prefix === true ? `${other}${text(of("argument"))}` : `${text(of("argument"))}${other}`,
      );
    }
    if (type === "IfStatement" || type === "ConditionalExpression") {
      replace(of("test"), "true");
      replace(of("test"), "false");
    }
    if ((type === "WhileStatement" || type === "ForStatement") && node.test !== null)
      replace(of("test"), "false");
    if (type === "Literal" && typeof node.value === "boolean") replace(node, String(!node.value));
    if (type === "ThrowStatement") replace(node, ";");
    if (type === "ExpressionStatement" && !("directive" in node && node.directive !== null)) {
      const { type: inner } = of("expression");
      if (/Call|Await|Assignment|Update/.test(inner)) replace(node, ";");
      if (inner === "AwaitExpression")
        put(of("expression").start, of("expression").start + "await".length, "void");
    }
    if (type === "ArrowFunctionExpression" && of("body").type !== "BlockStatement")
      replace(of("body"), "undefined");
    if (type === "CallExpression" && of("callee").type === "MemberExpression") {
      const callee = of("callee");
      const property = callee.property as Node;
      const name = text(property);
      if (methods[name] !== undefined) replace(property, methods[name]);
      if (dropped.has(name) && callee.computed !== true) replace(node, text(callee.object as Node));
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === "typeAnnotation" || key === "typeArguments" || key === "returnType") continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child === "object" && child !== null && typeof child.type === "string")
          visit(child as Node);
      }
    }
  };
  visit(program as unknown as Node);
  return mutants;
}
