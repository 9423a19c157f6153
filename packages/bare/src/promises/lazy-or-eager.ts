// An async function is called and awaited; then a generator, driven by another.
import { setImmediate as nextTurn } from "node:timers/promises";

export async function run() {
  const events: string[] = [];
  const coroutine = async () => {
    events.push("begins");
    await nextTurn();
    events.push("ends");
  };
  const called = coroutine();
  events.push("called", "spawned");
  await called;
  events.push("awaited");

  const generator: string[] = [];
  function* steps() {
    generator.push("begins");
    yield nextTurn();
    generator.push("ends");
  }
  const made = steps();
  generator.push("called");
  const driven = drive(made);
  generator.push("spawned");
  await driven;
  generator.push("awaited");
  return { events, generator };
}

async function drive(coroutine: Generator<Promise<void>, void>): Promise<void> {
  for (const promise of coroutine) await promise;
}
