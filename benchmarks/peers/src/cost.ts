// What a helper itself costs: many items of a task that does nothing but wait for its next turn.

/** What one call does. */
export interface CostInput {
  readonly items: number;
  /** How many may be under way at once; how many a queue holds. */
  readonly limit: number;
}

/** Reports show the cost of an item. */
export const units = { item: ({ items }: CostInput) => items };

/** The task: returns its item, as an async function does. */
export const itself = async (item: number): Promise<number> => item;

/** What came back, added up. */
export function summed(returned: readonly number[]): number {
  let sum = 0;
  for (const one of returned) sum += one;
  return sum;
}

/** Whether every item came back, once. */
export const check = ({ items }: CostInput, output: number) => output === (items * (items - 1)) / 2;

const made = new Map<number, readonly number[]>();

/** 0, 1, 2, …: made once, because making them takes half as long as mapping over them. */
export function numbersTo(count: number): readonly number[] {
  const numbers = made.get(count) ?? Array.from({ length: count }, (_, i) => i);
  made.set(count, numbers);
  return numbers;
}

/** Runs a task for every item, all of which are asked for at once. */
export async function allAtOnce(
  items: number,
  run: (task: () => Promise<number>, item: number) => Promise<number>,
): Promise<number> {
  return summed(await Promise.all(numbersTo(items).map((item) => run(() => itself(item), item))));
}
