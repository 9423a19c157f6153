// Small values as bytes: what may lie in shared memory instead of traveling in a message. Numbers, strings, booleans,
// null, undefined, and arrays and plain objects of them come out as structured cloning would hand them over, but for an
// array or object that is held twice, which comes out as two; whatever else there is, and whatever needs more bytes
// than there are, is refused, and goes by message.

const tag = { undefined: 0, null: 1, false: 2, true: 3, number: 4, string: 5, array: 6, object: 7 };

/**
 * Writes `value` from byte `at` on, and not beyond byte `end`.
 *
 * @returns where it ends; -1 when it is refused, and then some of the bytes may have been written.
 * @throws what a getter in it throws.
 */
export function writeSmall(bytes: DataView, at: number, end: number, value: unknown): number {
  // The longest of what has a fixed length: a tag and a number.
  if (at + 9 > end) return -1;
  switch (typeof value) {
    case "number":
      bytes.setUint8(at, tag.number);
      bytes.setFloat64(at + 1, value);
      return at + 9;
    case "string":
      return writeText(bytes, at, end, value);
    case "boolean":
      bytes.setUint8(at, value ? tag.true : tag.false);
      return at + 1;
    case "undefined":
      bytes.setUint8(at, tag.undefined);
      return at + 1;
    case "object":
      break;
    default:
      return -1;
  }
  if (value === null) {
    bytes.setUint8(at, tag.null);
    return at + 1;
  }
  if (Array.isArray(value)) return writeArray(bytes, at, end, value);
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? writeObject(bytes, at, end, value) : -1;
}

/** Reads what `writeSmall` wrote at `at`. */
export function readSmall(bytes: DataView, at: number): unknown {
  cursor = at;
  return readNext(bytes);
}

function writeText(bytes: DataView, at: number, end: number, text: string): number {
  if (at + 3 + 2 * text.length > end) return -1;
  bytes.setUint8(at, tag.string);
  bytes.setUint16(at + 1, text.length);
  for (let i = 0; i < text.length; i++) bytes.setUint16(at + 3 + 2 * i, text.charCodeAt(i));
  return at + 3 + 2 * text.length;
}

function writeArray(bytes: DataView, at: number, end: number, values: readonly unknown[]): number {
  // Each takes a byte or more.
  if (at + 3 + values.length > end || !isDense(values)) return -1;
  bytes.setUint8(at, tag.array);
  bytes.setUint16(at + 1, values.length);
  let next = at + 3;
  for (const value of values) {
    next = writeSmall(bytes, next, end, value);
    if (next < 0) return -1;
  }
  return next;
}

/** Holes and named fields of an array are the messages' business; the fields come last among its keys. */
function isDense(values: readonly unknown[]): boolean {
  const keys = Object.keys(values);
  const last = values.length - 1;
  return keys.length === values.length && (last < 0 || keys[last] === String(last));
}

function writeObject(bytes: DataView, at: number, end: number, object: object): number {
  const keys = Object.keys(object);
  if (at + 3 + keys.length > end) return -1;
  bytes.setUint8(at, tag.object);
  bytes.setUint16(at + 1, keys.length);
  let next = at + 3;
  for (const key of keys) {
    next = writeText(bytes, next, end, key);
    if (next < 0) return -1;
    next = writeSmall(bytes, next, end, (object as Readonly<Record<string, unknown>>)[key]);
    if (next < 0) return -1;
  }
  return next;
}

// Where reading has come to: a value of its own beside each value read would cost more than the reading.
let cursor = 0;

function readNext(bytes: DataView): unknown {
  const kind = bytes.getUint8(cursor++);
  switch (kind) {
    case tag.undefined:
      return undefined;
    case tag.null:
      return null;
    case tag.false:
      return false;
    case tag.true:
      return true;
    case tag.number:
      cursor += 8;
      return bytes.getFloat64(cursor - 8);
  }
  const length = bytes.getUint16(cursor);
  cursor += 2;
  if (kind === tag.string) return readText(bytes, length);
  if (kind === tag.array) return Array.from({ length }, () => readNext(bytes));
  const object: Record<string, unknown> = {};
  for (let i = 0; i < length; i++) {
    const key = readNext(bytes) as string;
    // Assigned, `__proto__` would be something else than a field.
    if (key === "__proto__") Object.defineProperty(object, key, { value: readNext(bytes), ...plainField });
    else object[key] = readNext(bytes);
  }
  return object;
}

const plainField = { enumerable: true, configurable: true, writable: true };

function readText(bytes: DataView, length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes.getUint16(cursor + 2 * i));
  cursor += 2 * length;
  return text;
}
