// What Deno's `workers/bench_round_robin.ts` measures, written from its description: four web workers, each of which
// answers 400 messages; the next round begins when all four have answered.
const [workers, rounds] = [4, 400];

if (
  typeof window === "undefined" &&
  typeof WorkerGlobalScope !== "undefined" &&
  self instanceof WorkerGlobalScope
) {
  self.onmessage = (event) => self.postMessage(event.data);
} else {
  const all = Array.from({ length: workers }, () => new Worker(new URL(import.meta.url), { type: "module" }));
  const answered = (worker) =>
    new Promise((resolve) => {
      worker.onmessage = resolve;
    });
  for (let round = 0; round < rounds; round++) {
    const answers = all.map(answered);
    for (const worker of all) worker.postMessage({ round });
    await Promise.all(answers);
  }
  console.log("Finished!");
  for (const worker of all) worker.terminate();
}
