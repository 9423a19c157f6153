const observedKeys = [
  ...(["endings", "cleanups", "peakRunning", "begunAfterFailure", "callers", "granted"] as const),
  ...(["lentTwice", "startsMs", "updatesMade", "peakInside", "peakSize"] as const),
] as const;

/** What is observed of tasks, wherever a spec has it. */
type ObservedKey = (typeof observedKeys)[number];

/**
 * An output as specs have it, from one with all fields side by side: what is observed moves into `observed`. Tables of wrong
 * outputs stay short that way.
 */
export function nested<Flat extends object>(
  flat: Flat,
): Omit<Flat, ObservedKey> & {
  readonly observed: Pick<Flat, Extract<keyof Flat, ObservedKey>> & { readonly begunAfterFailure: number };
} {
  const entries = Object.entries(flat);
  const observed = Object.fromEntries(entries.filter(([key]) => isObserved(key)));
  const seen = Object.fromEntries(entries.filter(([key]) => !isObserved(key)));
  return { ...seen, observed: { begunAfterFailure: 0, ...observed } } as ReturnType<typeof nested<Flat>>;
}

function isObserved(key: string): boolean {
  return observedKeys.some((one) => one === key);
}
