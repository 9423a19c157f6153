// `--completions <shell>`: completes names and values too. They are looked up only when a script is requested.
import * as Completions from "effect/cli/Completions";
import * as GlobalFlag from "effect/cli/GlobalFlag";
import * as Effect from "effect/Effect";
import * as Option from "effect/Option";
import { print } from "./text/terminal.ts";

export const completions: typeof GlobalFlag.Completions = {
  ...GlobalFlag.Completions,
  run: (shell, { command }) =>
    Effect.promise(async () => {
      if (Option.isNone(shell)) return;
      const names = await knownNames();
      const script = Completions.generate(
        command.name,
        shell.value,
        filled(Completions.fromCommand(command), names),
      );
      print(script);
    }),
};

/** What can be given, by the name of the flag or argument. */
type Names = Readonly<Record<string, readonly string[]>>;

async function knownNames(): Promise<Names> {
  const [{ makeCatalog }, { suites }, { profiles }, { exports }, { listProbes }, { metricNames }] =
    await Promise.all([
      import("./catalog.ts"),
      import("@byturns/suites"),
      import("@byturns/lab/plan/profiles"),
      import("./results/exports.ts"),
      import("@byturns/order"),
      import("@byturns/record"),
    ]);
  const [catalog, probes] = await Promise.all([makeCatalog(), listProbes()]);
  return {
    example: Object.keys(catalog.specs),
    export: Object.keys(exports),
    input: [...new Set(Object.values(catalog.specs).flatMap(({ inputs }) => Object.keys(inputs)))],
    kind: ["module", "loaded", "commonjs", "worker", "first"],
    metric: metricNames,
    model: catalog.models,
    probe: probes.map(({ id }) => id),
    profile: Object.keys(profiles),
    runtime: catalog.runtimes.map(({ id }) => id),
    suite: Object.keys(suites),
  };
}

/**
 * Flags and arguments that take a name become a choice of the existing names. A flag that takes anything else becomes a
 * choice of nothing: without one, a shell would offer the command's arguments as its values.
 */
function filled(descriptor: Completions.CommandDescriptor, names: Names): Completions.CommandDescriptor {
  const choice = (values: readonly string[]) => ({ type: { _tag: "Choice" as const, values } });
  return {
    ...descriptor,
    flags: descriptor.flags.map((flag) => {
      const isFree = ["String", "Int", "Finite", "Date"].includes(flag.type._tag);
      const values = names[flag.name] ?? (isFree ? [] : undefined);
      return values === undefined ? flag : { ...flag, ...choice(values) };
    }),
    arguments: descriptor.arguments.map((argument) => {
      const values = names[argument.name];
      return values === undefined ? argument : { ...argument, ...choice(values) };
    }),
    subcommands: descriptor.subcommands.map((sub) => filled(sub, names)),
  };
}
