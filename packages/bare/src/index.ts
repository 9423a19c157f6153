// The same work as every example's, once a model, without anything of this project around it: no context, no spans, no
// observers. What the examples' own files cost beyond this is their own share.
//
// A helper is given its caller's signal: an example can be canceled, and fibers always can.
//
// Each file answers the inputs that the suites `main` and `reference` measure, and no others.
import { bareSuffix, type Port } from "@byturns/context";

/** The bare models, by name, each loaded when it is asked for. */
export const bareModels: Readonly<Record<string, () => Promise<Port>>> = {
  [`promises${bareSuffix}`]: async () => (await import("./promises-port.ts")).port,
  [`fibers${bareSuffix}`]: async () => (await import("./fibers-port.ts")).port,
  [`threads${bareSuffix}`]: async () => (await import("./threads-port.ts")).port,
};

/** The model that a bare one is compared with: `promises` for `promises-bare`; undefined for one that is not bare. */
export function modelOfBare(name: string): string | undefined {
  return name.endsWith(bareSuffix) ? name.slice(0, -bareSuffix.length) : undefined;
}
