// A copy of the bytes goes to an async function, and another comes back.
export async function run({ bytes, rounds }: { readonly bytes: number; readonly rounds: number }) {
  let buffer: ArrayBuffer = new ArrayBuffer(bytes);
  for (let round = 0; round < rounds; round++) buffer = await stamp(buffer.slice(0));
  const view = new Uint8Array(buffer);
  return { bytes: view.length, first: view[0] ?? 0, last: view.at(-1) ?? 0 };
}

async function stamp(buffer: ArrayBuffer): Promise<ArrayBuffer> {
  const view = new Uint8Array(buffer);
  view[0] = (view[0] ?? 0) + 1;
  view[view.length - 1] = (view.at(-1) ?? 0) + 1;
  return buffer.slice(0);
}
