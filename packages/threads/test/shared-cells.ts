/** What threads count together in tests of what they share. */
export const cell = { inside: 0, uses: 1, wrong: 2, gaveUp: 3, calls: 4, begun: 5 };
