// A task's result, taken as `await` takes it: whatever a thenable does, it settles once, with no thenable in it.
import { types } from "node:util";

/**
 * A promise of what `value` settles to, when it is a promise or a thenable; undefined when it is a value.
 *
 * @throws what reading `then` throws. It is read once, and not at all from a promise.
 */
export function assimilate(value: unknown): PromiseLike<unknown> | undefined {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  if (types.isPromise(value)) return value;
  const then = (value as { readonly then?: unknown }).then;
  if (typeof then !== "function") return undefined;
  return new Promise((resolve, reject) => {
    // Not before the task has returned, as `await` has it.
    queueMicrotask(() => {
      try {
        then.call(value, resolve, reject);
      } catch (error) {
        reject(error);
      }
    });
  });
}
