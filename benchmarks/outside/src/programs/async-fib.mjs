// The program that https://github.com/oven-sh/bun/issues/32208 describes, written from its description: an async function
// that calls itself twice, awaited one after the other, for n = 28. Prints the median of ten runs in milliseconds.
const n = 28;
const runs = 10;

async function fib(n) {
  if (n < 2) return n;
  return (await fib(n - 1)) + (await fib(n - 2));
}

const times = [];
for (let run = 0; run < runs + 2; run++) {
  const startMs = performance.now();
  const value = await fib(n);
  const tookMs = performance.now() - startMs;
  if (value !== 317_811) throw new Error(`fib(${n}) is 317811, not ${value}`);
  // The first two are for the compilers.
  if (run >= 2) times.push(tookMs);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ medianMs: (times[runs / 2 - 1] + times[runs / 2]) / 2 }));
