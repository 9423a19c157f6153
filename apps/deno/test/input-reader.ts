// A measured process whose model tells how the objects of its input are kept. Needs `--allow-natives-syntax`.
import { host } from "@byturns/host";
import { inside } from "../src/inside.ts";

const hasFastProperties = new Function("object", "return %HasFastProperties(object)") as (
  object: object,
) => boolean;

host(inside, {
  reader: async () => ({
    model: "reader",
    unsupported: () => undefined,
    open: async () => ({
      run: async (input) => (input as { tasks: object[] }).tasks.map(hasFastProperties),
      [Symbol.asyncDispose]: async () => {},
    }),
  }),
});
