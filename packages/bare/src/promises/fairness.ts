// Tasks compute in turns, with an `await` of nothing after each.
import { compute } from "@byturns/context";

interface Input {
  readonly tasks: number;
  readonly turns: number;
  readonly units: number;
}

export async function run({ tasks, turns: all, units }: Input) {
  const turns = Array.from({ length: tasks }, () => 0);
  let taken = 0;
  const task = async (_: unknown, index: number) => {
    while (taken < all) {
      taken += 1;
      turns[index] = (turns[index] ?? 0) + 1;
      compute(units, index);
      await undefined;
    }
  };
  await Promise.all(turns.map(task));
  return { turns };
}
