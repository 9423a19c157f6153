// Async functions that compute; on one thread that is one after the other.
import { compute } from "@byturns/context";

export async function run({ tasks, units }: { readonly tasks: number; readonly units: number }) {
  const task = async (number: number) => compute(units, number);
  return { digests: await Promise.all(Array.from({ length: tasks }, (_, number) => task(number))) };
}
