// What Node's `timers/timers-depth.js` measures, written from its description: a chain of timers of 1 ms, each of which
// sets the next. Prints thousands of timers a second, as Node's benchmarks do.
const count = 1_000;
let left = count;
const startMs = performance.now();
function next() {
  left -= 1;
  if (left > 0) setTimeout(next, 1);
  else console.log(`timers-depth thousands=1: ${count / (performance.now() - startMs)}`);
}
setTimeout(next, 1);
