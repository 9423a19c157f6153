// What the tests of the pool ask child processes to do.
import { setTimeout as sleep } from "node:timers/promises";
import { block, compute } from "@byturns/context";
import { serve } from "../src/internal/serve.ts";
import type { ProcessContext } from "../src/internal/task-context.ts";

export const tasks = {
  returning,
  waiting,
  spinning,
  failing,
  dying,
  asking,
  unsendable,
  pid,
  computing,
  blocking,
  blockingAfter,
};
serve(tasks);

function returning<A>(value: A): A {
  return value;
}

function pid(): number {
  return process.pid;
}

async function waiting(ms: number, context: ProcessContext): Promise<string> {
  await context.waiting("waiting", sleep(ms, undefined, { signal: context.signal }));
  return "waited";
}

/** Computes until the process is killed. */
function spinning(): never {
  for (;;);
}

class Broken extends Error {
  override readonly name = "Broken";
  readonly _tag = "Broken";
  readonly code = 7;
}

function failing(message: string): never {
  throw new Broken(message, { cause: new TypeError("deeper") });
}

function dying(code: number): never {
  console.error("last words");
  process.exit(code);
}

async function asking(count: number, context: ProcessContext): Promise<number[]> {
  const answers: number[] = [];
  for (let i = 0; i < count; i++) answers.push(await context.ask<number>("next", i));
  return answers;
}

function unsendable(): () => void {
  return () => {};
}

function computing(units: number): number {
  return compute(units, 1);
}

function blocking(ms: number): void {
  block(ms);
}

/** Answers, and then blocks before the loop turns. */
function blockingAfter(ms: number): void {
  let hops = 8;
  const hop = () => (hops-- > 0 ? queueMicrotask(hop) : block(ms));
  hop();
}
