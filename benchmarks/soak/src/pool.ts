// A million tasks through the pool, by message and by memory: 1 % hostile thenables, 0.1 % that end their thread, 1 %
// that are canceled. Prints lost, duplicate and wrong results, and the memory used; exits with 1 when anything is
// wrong.
//
//   npm run soak -w benchmarks/soak            a million tasks each way, in the three runtimes
//   node src/pool.ts 10000                     10,000 tasks each way
import { soakPool } from "./soak-pool.ts";

const count = Number(process.argv[2] ?? 1_000_000);
for (const by of ["message", "memory"] as const) {
  const { wrong, ...seen } = await soakPool(by, count);
  console.log(JSON.stringify({ by, count, ...seen, wrong: wrong.length }));
  for (const line of wrong.slice(0, 10)) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}
