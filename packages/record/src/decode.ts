// Decoding what was read back: a value, or why it is none, with the path to what is wrong.

import { label } from "@byturns/text";
import * as Cause from "effect/Cause";
import * as Exit from "effect/Exit";
import * as Schema from "effect/Schema";

/** A decoded value, or in a line why there is none. */
export type Decoded<A> = { readonly value: A } | { readonly why: string };

/** A decoder for values of a schema, made once. */
export function decoder<A>(schema: Schema.Codec<A, unknown>): (value: unknown) => Decoded<A> {
  const decode = Schema.decodeUnknownExit(schema);
  return (value) => {
    const exit = decode(value);
    if (Exit.isSuccess(exit)) return { value: exit.value };
    return { why: plain(String(Cause.squash(exit.cause)).replaceAll(/\s*\n\s*/g, " ")) };
  };
}

/** A decoder for JSON text of a schema, made once. */
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

/** Both quote what they were given, which may be huge, or try to steer a terminal. */
const plain = (why: string) => label(why, 600);
