// The functions that all three tools call: short, awaited, and long enough that reading the clock is negligible.
import { compute } from "@byturns/context";

/** Bodies by name; each returns a promise, as every example does. */
export const bodies: Readonly<Record<string, () => Promise<unknown>>> = {
  computing: async () => compute(100, 7),
  awaiting: async () => {
    let sum = 0;
    for (let i = 0; i < 500; i++) sum += await i;
    return sum;
  },
  allocating: async () => {
    const made = await Promise.all(Array.from({ length: 300 }, async (_, i) => ({ i, text: `${i}` })));
    return made.length;
  },
};
