// How much of a measured process's report is kept. No imports, because a measured process loads it.

/** Characters of a failure's name, message and stack each. */
export const failureChars = 16_384;
/** Characters of a printed line, and of a task's name. */
export const lineChars = 4_096;
/** Distinct outputs of one fork, and their total length in characters of JSON. */
export const keptOutputs = 4_096;
export const keptOutputChars = 8_388_608;
