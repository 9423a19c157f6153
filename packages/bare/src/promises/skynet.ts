// A tree of async functions, ten children each, down to the leaves.
const atOnce = 100;

export async function run({ levels }: { readonly levels: number }) {
  let tasks = 0;
  const task = (number: number, leaves: number): Promise<number> => {
    tasks += 1;
    return leaves === 1 ? leaf(number) : branch(number, leaves);
  };
  const leaf = async (number: number) => number;
  const branch = async (number: number, leaves: number) => {
    const ofChild = leaves / 10;
    const children: Promise<number>[] = [];
    for (let child = 0; child < 10; child++) {
      const sum = task(number + child * ofChild, ofChild);
      children.push(sum);
      if (leaves > atOnce) await sum;
    }
    let sum = 0;
    for (const child of children) sum += await child;
    return sum;
  };
  return { sum: await task(0, 10 ** levels), tasks };
}
