// A promise and the timer that resolves it, for each sleeper.
export async function run({ sleepers, sleepMs }: { readonly sleepers: number; readonly sleepMs: number }) {
  const startMs = performance.now();
  const sleep = (resolve: () => void) => {
    setTimeout(resolve, sleepMs);
  };
  const asleep: Promise<void>[] = [];
  for (let sleeper = 0; sleeper < sleepers; sleeper++) asleep.push(new Promise(sleep));
  const begunMs = performance.now() - startMs;
  let woken = 0;
  for (const sleeper of asleep) {
    await sleeper;
    woken += 1;
  }
  return { woken, begunMs, tookMs: performance.now() - startMs };
}
