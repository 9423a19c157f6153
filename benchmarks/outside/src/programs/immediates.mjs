// What Bun's `eventloop-setimmediate-chain.mjs` measures, written from its description: a chain of immediates, each of
// which sets the next; the median of several chains.
const length = 20_000;
const nsPerTurn = [];
for (let chain = 0; chain < 9; chain++) {
  const { promise, resolve } = Promise.withResolvers();
  let left = length;
  const next = () => {
    left -= 1;
    if (left > 0) setImmediate(next);
    else resolve();
  };
  const startMs = performance.now();
  setImmediate(next);
  await promise;
  nsPerTurn.push(((performance.now() - startMs) * 1e6) / length);
}
nsPerTurn.sort((a, b) => a - b);
console.log(JSON.stringify({ imm_ns_per_iter_med: nsPerTurn[nsPerTurn.length >> 1] }));
