// Tasks run in steps, each an `await` of nothing, until a timer fires or the cap is reached.
import { setTimeout as sleep } from "node:timers/promises";
import { compute } from "@byturns/context";

interface Input {
  readonly tasks: number;
  readonly units: number;
  readonly timerMs: number;
  readonly capMs: number;
}

export async function run({ tasks, units, timerMs, capMs }: Input) {
  const turns = Array.from({ length: tasks }, () => 0);
  const beganMs = performance.now();
  let firedAtMs: number | undefined;
  let starved = false;
  let overdueTurns = 0;
  const timer = async () => {
    await sleep(timerMs);
    firedAtMs = performance.now() - beganMs;
    return firedAtMs;
  };
  const task = async (_: unknown, index: number) => {
    for (;;) {
      turns[index] = (turns[index] ?? 0) + 1;
      compute(units, index);
      await undefined;
      if (firedAtMs !== undefined) return;
      const atMs = performance.now() - beganMs;
      if (atMs >= capMs) {
        starved = true;
        return;
      }
      if (atMs > timerMs + 2) overdueTurns += 1;
    }
  };
  const [atMs] = await Promise.all([timer(), ...turns.map(task)]);
  return { firedAtMs: atMs, starved, turns, overdueTurns };
}
