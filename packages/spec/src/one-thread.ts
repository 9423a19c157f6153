// What a check may expect of a model: only the rules of one thread, and only of models that are known to have one.

/**
 * Whether all tasks of a model run on one thread, so that their order and their turns can be checked closely. Nothing is
 * assumed of any other, a user's own among them.
 */
export function isOnOneThread(model: string): boolean {
  return model === "promises" || model === "fibers";
}
