// Each call pauses, then calls itself twice and awaits both.
import { setTimeout as sleep } from "node:timers/promises";
import { block } from "@byturns/context";

interface Input {
  readonly n: number;
  readonly pause: "blocks" | "yields" | "none";
  readonly pauseMs: number;
}

export async function run({ n: first, pause, pauseMs }: Input) {
  let calls = 0;
  const call = async (n: number): Promise<number> => {
    calls += 1;
    if (pause === "blocks") block(pauseMs);
    else if (pause === "yields") await sleep(pauseMs);
    if (n < 2) return n;
    const [one, two] = await Promise.all([call(n - 1), call(n - 2)]);
    return one + two;
  };
  return { value: await call(first), calls };
}
