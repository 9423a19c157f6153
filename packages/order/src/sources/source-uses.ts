// What a source file uses of the runtime, as paths such as `process.nextTick` or `new node:worker_threads.Worker().on(exit)`.
import { type ParserPlugin, parse } from "@babel/parser";
import traverse, { type NodePath, type Scope } from "@babel/traverse";
import type * as t from "@babel/types";

/** One use of a path at one place. */
export interface SourceUse {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Modules whose members are globals too: a program may take them either way. */
const asGlobals: Readonly<Record<string, string>> = {
  "node:process": "process",
  "node:timers": "",
};

/** Listeners are added by these methods; the path of a use names the event. */
const listening = new Set([
  "on",
  "once",
  "addListener",
  "prependListener",
  "prependOnceListener",
  "addEventListener",
]);

/** No chain of names is followed farther than this. */
const mostSteps = 12;

/**
 * Every use that can be seen in one file: calls, constructions and assignments whose callee is a global, an import,
 * or what a `const` was made of. Names that are bound otherwise are not followed.
 *
 * @param text the file's text, JavaScript or TypeScript, with or without JSX.
 * @param fileName its name, by whose ending the syntax is chosen.
 * @throws SyntaxError when the text cannot be parsed.
 * @example
 * ```ts
 * import { sourceUses } from "@byturns/order/sources/source-uses";
 *
 * const [use] = sourceUses('import { nextTick } from "node:process";\nnextTick(() => {});', "a.ts");
 * console.log(use?.path, use?.line); // process.nextTick 2
 * ```
 */
export function sourceUses(text: string, fileName: string): readonly SourceUse[] {
  const ast = parse(text, {
    sourceType: "unambiguous",
    allowReturnOutsideFunction: true,
    errorRecovery: false,
    plugins: pluginsFor(fileName),
  });
  const uses: SourceUse[] = [];
  const add = (path: string | undefined, node: t.Node) => {
    const at = node.loc?.start;
    if (path !== undefined && at !== undefined) uses.push({ path, line: at.line, column: at.column + 1 });
  };
  traverse(ast, {
    CallExpression(call) {
      const { callee } = call.node;
      if (callee.type === "Import") return add("import()", call.node);
      const path = pathOf(callee as t.Node, call.scope);
      if (path === undefined) return;
      add(withEvent(path, call.node.arguments), call.node);
      // Whoever awaits each request where it is made has but one open at once.
      if (path === "fetch" && !call.parentPath.isAwaitExpression()) add("fetch without await", call.node);
      if (path.endsWith(".destroy") && isEndedBefore(call)) add(`${path} after end`, call.node);
      const [first] = call.node.arguments;
      const given = first === undefined ? undefined : pathOf(first as t.Node, call.scope);
      // A signal to oneself is another thing than one to another process.
      if (given === "process.pid") add(`${path}(${given})`, call.node);
    },
    OptionalCallExpression(call) {
      const path = pathOf(call.node.callee as t.Node, call.scope);
      if (path !== undefined) add(withEvent(path, call.node.arguments), call.node);
    },
    ImportExpression(found) {
      add("import()", found.node);
    },
    NewExpression(made) {
      const path = pathOf(made.node.callee as t.Node, made.scope);
      if (path === undefined) return;
      add(`new ${path}`, made.node);
      for (const option of optionsOf(made.node.arguments)) add(`new ${path}(${option})`, made.node);
    },
    ClassDeclaration(found) {
      if (found.node.superClass) add(extended(found.node.superClass, found.scope), found.node);
    },
    AssignmentExpression(set) {
      const { left } = set.node;
      const path = left.type === "MemberExpression" ? pathOf(left, set.scope) : undefined;
      // To put another thing in the place of a global is no use of it.
      if (path?.includes(".")) add(path, set.node);
    },
    AwaitExpression(waiting) {
      if (isTopLevel(waiting)) add("top-level await", waiting.node);
    },
    ForOfStatement(loop) {
      if (loop.node.await && isTopLevel(loop)) add("top-level await", loop.node);
    },
  });
  return uses;
}

function pluginsFor(fileName: string): ParserPlugin[] {
  if (/\.[cm]?ts$/.test(fileName)) return ["typescript", "decorators"];
  if (/\.tsx$/.test(fileName)) return ["typescript", "jsx", "decorators"];
  return ["jsx", "decorators"];
}

function extended(node: t.Node, scope: Scope): string | undefined {
  const path = pathOf(node, scope);
  return path === undefined ? undefined : `new ${path}`;
}

function isTopLevel(path: NodePath): boolean {
  return path.getFunctionParent() === null;
}

function withEvent(path: string, args: t.CallExpression["arguments"]): string {
  const method = path.slice(path.lastIndexOf(".") + 1);
  const [event] = args;
  if (!listening.has(method) || event?.type !== "StringLiteral") return path;
  return `${path.slice(0, path.lastIndexOf("."))}.on(${event.value})`;
}

/** Whether the object of a call was ended above it, and the call does not stand in the callback of that end. */
function isEndedBefore(call: NodePath<t.CallExpression>): boolean {
  const { callee } = call.node;
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return false;
  const references = call.scope.getBinding(callee.object.name)?.referencePaths ?? [];
  return references.some(({ parentPath }) => {
    if (!parentPath?.isMemberExpression() || parentPath.node.property.type !== "Identifier") return false;
    const ended = parentPath.parentPath;
    if (parentPath.node.property.name !== "end" || !ended?.isCallExpression()) return false;
    return (ended.node.end ?? 0) <= (call.node.start ?? 0) && !call.findParent((one) => one === ended);
  });
}

function optionsOf(args: t.NewExpression["arguments"]): readonly string[] {
  return args.flatMap((arg) =>
    arg.type === "ObjectExpression"
      ? arg.properties.flatMap((one) =>
          one.type === "ObjectProperty" && one.key.type === "Identifier" && !one.computed
            ? [one.key.name]
            : [],
        )
      : [],
  );
}

/** The path of an expression, or undefined where it is not made of names that can be followed. */
function pathOf(node: t.Node, scope: Scope, steps = 0): string | undefined {
  if (steps > mostSteps) return undefined;
  const next = (one: t.Node, at = scope) => pathOf(one, at, steps + 1);
  switch (node.type) {
    case "Identifier":
      return pathOfName(node.name, scope, steps);
    case "MemberExpression":
    case "OptionalMemberExpression": {
      const key =
        !node.computed && node.property.type === "Identifier"
          ? node.property.name
          : node.property.type === "StringLiteral"
            ? node.property.value
            : undefined;
      const object = key === undefined ? undefined : next(node.object);
      return object === undefined || key === undefined ? undefined : member(object, key);
    }
    case "CallExpression": {
      const required = requiredBy(node, scope);
      if (required !== undefined) return required;
      const callee = next(node.callee as t.Node);
      return callee === undefined ? undefined : `${callee}()`;
    }
    case "NewExpression": {
      const callee = next(node.callee as t.Node);
      return callee === undefined ? undefined : `new ${callee}()`;
    }
    case "AwaitExpression":
      return next(node.argument);
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "ParenthesizedExpression":
      return next(node.expression);
    default:
      return undefined;
  }
}

function pathOfName(name: string, scope: Scope, steps: number): string | undefined {
  const binding = scope.getBinding(name);
  if (binding === undefined) return name === "globalThis" || name === "global" ? "" : name;
  const { path } = binding;
  if (binding.kind === "param") return pathOfParameter(binding.identifier, path, steps);
  if (path.isImportDefaultSpecifier() || path.isImportNamespaceSpecifier()) {
    return moduleOf((path.parent as t.ImportDeclaration).source.value);
  }
  if (path.isImportSpecifier()) {
    if ((path.parent as t.ImportDeclaration).importKind === "type") return undefined;
    const { imported } = path.node;
    const key = imported.type === "Identifier" ? imported.name : imported.value;
    const from = moduleOf((path.parent as t.ImportDeclaration).source.value);
    return key === "default" ? from : member(from, key);
  }
  if (!path.isVariableDeclarator() || !binding.constant || !path.node.init) return undefined;
  const from = pathOf(path.node.init, path.scope, steps + 1);
  if (from === undefined) return undefined;
  if (path.node.id.type === "Identifier") return from;
  return path.node.id.type === "ObjectPattern" ? destructured(path.node.id, from, name) : undefined;
}

/** A parameter of a function that is handed to a call: `node:http.createServer(#0)` is the first of its callback. */
function pathOfParameter(name: t.Identifier, path: NodePath, steps: number): string | undefined {
  const called = path.isFunction() ? path : path.getFunctionParent();
  const call = called?.parentPath;
  if (called === null || !call?.isCallExpression()) return undefined;
  const index = called.node.params.indexOf(name);
  const callee = index < 0 ? undefined : pathOf(call.node.callee as t.Node, call.scope, steps + 1);
  return callee === undefined ? undefined : `${withEvent(callee, call.node.arguments)}(#${index})`;
}

function destructured(pattern: t.ObjectPattern, from: string, name: string): string | undefined {
  for (const one of pattern.properties) {
    if (one.type !== "ObjectProperty" || one.computed || one.key.type !== "Identifier") continue;
    const { value } = one;
    if (value.type === "Identifier" && value.name === name) return member(from, one.key.name);
    if (value.type === "ObjectPattern") {
      const inner = destructured(value, member(from, one.key.name), name);
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}

function requiredBy(call: t.CallExpression, scope: Scope): string | undefined {
  const [module] = call.arguments;
  const isRequire =
    call.callee.type === "Identifier" && call.callee.name === "require" && !scope.hasBinding("require", true);
  return isRequire && module?.type === "StringLiteral" ? moduleOf(module.value) : undefined;
}

function moduleOf(source: string): string {
  const name = nodeModules.has(source) ? `node:${source}` : source;
  return asGlobals[name] ?? name;
}

function member(object: string, key: string): string {
  return object === "" ? key : `${object}.${key}`;
}

/** Node's modules that causes speak of, which may be imported without `node:`. */
const nodeModules = new Set([
  "async_hooks",
  "child_process",
  "domain",
  "events",
  "http",
  "https",
  "net",
  "os",
  "perf_hooks",
  "process",
  "timers",
  "timers/promises",
  "worker_threads",
]);
