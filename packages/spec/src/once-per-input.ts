// One input is checked against many outputs: what they must be is worked out once.

/** Calls `of` once for each input, and keeps the result for as long as the input is referenced. */
export function oncePerInput<Input extends object, Value>(
  of: (input: Input) => Value,
): (input: Input) => Value {
  const kept = new WeakMap<Input, { readonly value: Value }>();
  return (input) => {
    const known = kept.get(input) ?? { value: of(input) };
    kept.set(input, known);
    return known.value;
  };
}
