// Whether a value can be sent to another process. Node and Bun throw where it cannot be cloned. Deno sends half of such a message,
// and the process that receives it ends with "Failed to read value"; so there it is looked at before.
import { types } from "node:util";
import { serialize } from "node:v8";

/**
 * Throws where sending would break the channel.
 *
 * @throws DataCloneError (on Deno an Error) when the value cannot be cloned; what a getter in it throws.
 */
export const assertSendable: (value: unknown) => void =
  "Deno" in globalThis
    ? (value) => {
        if (!isSmallAndPlain(value, { left: 64 })) serialize(value);
      }
    : () => {};

/** Numbers, strings and the like, and arrays and plain objects of a few of them: the usual case, which need not be cloned twice. */
function isSmallAndPlain(value: unknown, values: { left: number }): boolean {
  values.left -= 1;
  if (values.left < 0 || typeof value === "function" || typeof value === "symbol") return false;
  if (typeof value !== "object" || value === null) return true;
  if (types.isProxy(value)) return false;
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer;
  if (value instanceof ArrayBuffer) return true;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  for (const key of Object.keys(value)) {
    const { get, value: field } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    if (get !== undefined || !isSmallAndPlain(field, values)) return false;
  }
  return true;
}
