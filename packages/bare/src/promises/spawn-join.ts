// Async functions that wait for their turn, all called and then awaited one after another.
export async function run({ tasks }: { readonly tasks: number }) {
  const promises: Promise<number>[] = [];
  for (let number = 0; number < tasks; number++) promises.push(returning(number));
  let sum = 0;
  for (const promise of promises) sum += await promise;
  return { joined: promises.length, sum };
}

async function returning(number: number): Promise<number> {
  await undefined;
  return number;
}
