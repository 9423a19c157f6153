// Decodes data read from disk: returns a value, or the reason why it is invalid, with the path to the mistake.

import { label } from "@byturns/text";
import * as Cause from "effect/Cause";
import * as Exit from "effect/Exit";
import * as Schema from "effect/Schema";

/** A decoded value, or a one-line reason why the data is invalid. */
export type Decoded<A> = { readonly value: A } | { readonly why: string };

/** Makes a decoder for values of a schema. */
export function decoder<A>(schema: Schema.Codec<A, unknown>): (value: unknown) => Decoded<A> {
  const decode = Schema.decodeUnknownExit(schema);
  return (value) => {
    const exit = decode(value);
    if (Exit.isSuccess(exit)) return { value: exit.value };
    return { why: plain(String(Cause.squash(exit.cause)).replaceAll(/\s*\n\s*/g, " ")) };
  };
}

/** Makes a decoder for JSON text of a schema. */
export function jsonDecoder<A>(schema: Schema.Codec<A, unknown>): (text: string) => Decoded<A> {
  const decode = decoder(schema);
  return (text) => {
    try {
      return decode(JSON.parse(text));
    } catch (error) {
      return { why: plain(`no JSON: ${(error as Error).message}`) };
    }
  };
}

/** Both messages quote their input, which may be huge or contain terminal control sequences. */
const plain = (why: string) => label(why, 600);
