import { crashReason } from "@byturns/record";
import { describe, expect, it } from "vitest";

const node = "\n\nNode.js v26.10.0\n";
const bun = "\n\nBun v1.4.5 (Linux x64)\n";
const frames = "    at run (file:///a.ts:2:26)\n    at node:internal/timers:685:17";
const bold = (text: string) => `\u001b[0m\u001b[1m\u001b[31m${text}\u001b[0m`;

describe("crashReason()", () => {
  it.each([
    [
      "Node",
      `file:///a.ts:2\nthrow new QueueClosed("x");\n      ^\n\nQueueClosed: closed\n${frames}${node}`,
      "QueueClosed: closed",
    ],
    [
      "Node, with a cause",
      `a.ts:2\nthrow x\n  ^\n\nError: outer\n${frames} {\n  [cause]: Error: inner\n      at a.ts:2:76\n}${node}`,
      "Error: outer",
    ],
    [
      "Node, of two lines",
      `a.ts:2\nthrow x\n  ^\n\nError: the queue\nwas closed\n${frames}${node}`,
      "Error: the queue was closed",
    ],
    [
      "Node, of a text",
      `\nfile:///d.ts:1\nthrow "text";\n^\ntext\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)${node}`,
      "text",
    ],
    [
      "Node, of a module",
      `node:internal/modules/esm/resolve:241\n    throw new ERR_MODULE_NOT_FOUND(\n          ^\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find module 'x'\n${frames} {\n  code: 'ERR_MODULE_NOT_FOUND',\n  url: 'file:///x'\n}${node}`,
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find module 'x'",
    ],
    [
      "Node, of an abort",
      " 1: 0x7fd0a node::Abort() [node]\n 2: 0x7fd1b v8::internal::Builtin [node]\n----- JavaScript stack trace -----\n\n1: abort (a.ts:1:1)\n2: processTicksAndRejections (node:internal/process/task_queues:104:5)\n\n",
      "",
    ],
    [
      "Bun",
      `1 | throw x;\n        ^\nRangeError: no way\n      at /tmp/b.ts:1:20${bun}`,
      "RangeError: no way",
    ],
    [
      "Bun, marked",
      `1 | const x = ;\n              ^\nerror: Unexpected ;\n    at /tmp/e.ts:1:11${bun}`,
      "Unexpected ;",
    ],
    [
      "Bun, without a source",
      `error: Cannot find module './x' from '/a.ts'${bun}`,
      "Cannot find module './x' from '/a.ts'",
    ],
    [
      "Deno",
      `${bold("error")}: Uncaught (in promise) RangeError: no way\nPromise.reject(x);\n${bold("    ^")}\n    at ${bold("file:///b.ts")}:1:16\n`,
      "RangeError: no way",
    ],
    [
      "Deno, of two lines",
      `${bold("error")}: Uncaught QueueClosed: the queue\nwas closed\nthrow x;\n   ^\n    at a.ts:2:26\nCaused by: Error: why\n    at a.ts:2:76\n`,
      "QueueClosed: the queue was closed",
    ],
    [
      "Deno, of a module",
      `${bold("error")}: Module not found "file:///x.ts".\n    at c.ts:1:8\n\nStack backtrace:\n   0: <unknown>\n`,
      'Module not found "file:///x.ts".',
    ],
    [
      "Deno, of syntax",
      `${bold("error")}: SyntaxError: Expression expected\n  |\n1 | const x = ;\n  |           ~\n    at e.ts:1:11\n`,
      "SyntaxError: Expression expected | 1 | const x = ;",
    ],
    [
      "V8",
      "<--- Last few GCs --->\nFATAL ERROR: Reached heap limit\n----- Native stack trace -----\n 1: 0x84 [node]\n",
      "FATAL ERROR: Reached heap limit",
    ],
    ["a program's own last words", `some words\nlast words\n${frames}${node}`, "last words"],
    [
      "an error that was printed before the one that ended it",
      `a\n^\nError: first\n    at a\n\nb\n^\nError: second\n    at b${node}`,
      "Error: second",
    ],
    ["a version alone", "Node.js v26.10.0\n", "Node.js v26.10.0"],
    ["nothing", "", ""],
  ])("finds the error in what %s prints", (_, stderr, reason) => {
    expect(crashReason(stderr)).toBe(reason);
  });
});
