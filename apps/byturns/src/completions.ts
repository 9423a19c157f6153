// `--completions <shell>`: completes names of examples too. They are looked up only when a script is requested.
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

type Names = Readonly<Record<string, readonly string[]>>;

async function knownNames(): Promise<Names> {
  const { makeCatalog } = await import("./catalog.ts");
  const catalog = await makeCatalog();
  return {
    example: Object.keys(catalog.specs),
    model: catalog.models,
    runtime: catalog.runtimes.map(({ id }) => id),
  };
}

/** Flags and arguments that take a name become a choice of the existing names. */
function filled(descriptor: Completions.CommandDescriptor, names: Names): Completions.CommandDescriptor {
  const choice = (name: string) => {
    const values = names[name];
    return values === undefined ? {} : { type: { _tag: "Choice" as const, values } };
  };
  return {
    ...descriptor,
    flags: descriptor.flags.map((flag) => ({ ...flag, ...choice(flag.name) })),
    arguments: descriptor.arguments.map((argument) => ({ ...argument, ...choice(argument.name) })),
    subcommands: descriptor.subcommands.map((sub) => filled(sub, names)),
  };
}
