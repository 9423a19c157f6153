// The command: its subcommands, how it prints errors, and its exit code.
import { Console as NodeConsole } from "node:console";
import * as NodeRuntime from "@effect/platform-node/NodeRuntime";
import * as NodeServices from "@effect/platform-node/NodeServices";
import * as Cause from "effect/Cause";
import * as Console from "effect/Console";
import * as CliConfig from "effect/cli/CliConfig";
import * as CliOutput from "effect/cli/CliOutput";
import * as Command from "effect/cli/Command";
import * as GlobalFlag from "effect/cli/GlobalFlag";
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import manifest from "../package.json" with { type: "json" };
import { advise } from "./advise/advise.command.ts";
import { bench } from "./bench/bench.command.ts";
import { calibrate } from "./bench/calibrate.command.ts";
import { compare } from "./compare/compare.command.ts";
import { completions } from "./completions.ts";
import { copy } from "./copy/copy.command.ts";
import { explain } from "./explain/explain.command.ts";
import { fleet } from "./fleet/fleet.command.ts";
import { runner } from "./fleet/runner.command.ts";
import { doctor } from "./inspect/doctor.command.ts";
import { list } from "./inspect/list.command.ts";
import { runtimes } from "./inspect/runtimes.command.ts";
import { make } from "./new/new.command.ts";
import { order } from "./order/order.command.ts";
import { ownShare } from "./own-share/own-share.command.ts";
import { merge } from "./results/merge.command.ts";
import { report } from "./results/report.command.ts";
import { run } from "./run/run.command.ts";
import { codeFor, Ended, explain as explainError } from "./text/errors.ts";
import { exitCodes } from "./text/exit-codes.ts";
import { canColor, printError } from "./text/terminal.ts";
import { trend } from "./trend/trend.command.ts";

const cli = Command.make("byturns").pipe(
  Command.withDescription(
    "The same asynchronous examples as promises, Effect fibers and worker threads, under Node, Deno and Bun",
  ),
  Command.withExamples([
    { command: "byturns run say-after", description: "See one example in its models" },
    { command: "byturns bench", description: "Measure the main questions, and write a report" },
    { command: 'eval "$(byturns --completions bash)"', description: "Complete names in this shell" },
  ]),
  Command.withSubcommands([
    list,
    run,
    bench,
    report,
    compare,
    trend,
    explain,
    advise,
    ownShare,
    merge,
    order,
    copy,
    make,
    runtimes,
    doctor,
    calibrate,
    runner,
    fleet,
  ]),
);

/** The command with these arguments. */
function commandWith(args: readonly string[]) {
  return Command.runWith(cli, { version: manifest.version })(withNegativeValues(args)).pipe(
    Effect.provideService(CliOutput.Presenter, presenter),
    Effect.provideService(
      CliConfig.CliConfig,
      CliConfig.make({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, completions] }),
    ),
    Effect.provideService(TerminalCapabilities.TerminalCapabilities, {
      canColor: canColor(process.stdout),
      canAnimate: false,
      canPrompt: false,
    }),
    Effect.provide(NodeServices.layer),
  );
}

/** Runs the command with these arguments within a process that goes on; returns the exit code that it would have. */
export async function runCommand(args: readonly string[]): Promise<number> {
  // What is printed goes to the process's streams, whatever has taken the place of the global console.
  const console = new NodeConsole(process.stdout, process.stderr);
  const program = commandWith(args).pipe(Effect.provideService(Console.Console, console));
  return codeOf(await Effect.runPromiseExit(program));
}

/** Runs the command with these arguments, and ends the process with its exit code. */
export function main(args: readonly string[]): void {
  forceOnSecondInterrupt();
  NodeRuntime.runMain(commandWith(args), {
    disableErrorReporting: true,
    teardown: (exit, onExit) => {
      const code = codeOf(exit);
      if (code === exitCodes.interrupted) onExit(code);
      // Without process.exit, pending writes to a pipe still complete.
      else process.exitCode = code;
    },
  });
}

/** Turns `--budget -5m` into `--budget=-5m`: a value with a leading minus stays a value, and its flag can reject it. */
function withNegativeValues(args: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [i, arg] of args.entries()) {
    const before = args[i - 1];
    if (before !== undefined && /^--[a-z][a-z-]*$/.test(before) && /^-[\d.]/.test(arg))
      joined.splice(-1, 1, `${before}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

/** The first Ctrl-C asks the command to shut down; the second ends it immediately. */
function forceOnSecondInterrupt(): void {
  let firstMs: number | undefined;
  process.on("SIGINT", () => {
    firstMs ??= performance.now();
    // npm forwards the signal that the terminal has already sent: one Ctrl-C then arrives twice.
    if (performance.now() - firstMs > 500) process.exit(exitCodes.interrupted);
  });
}

/** The exit code for an end. */
function codeOf(exit: Exit.Exit<unknown, unknown>): number {
  if (Exit.isSuccess(exit)) return exitCodes.ok;
  if (Cause.hasInterruptsOnly(exit.cause)) return exitCodes.interrupted;
  const error = Cause.squash(exit.cause);
  if (error instanceof Ended) return error.code;
  if (isShowHelp(error)) return error.errors.length === 0 ? exitCodes.ok : exitCodes.usage;
  printError(explainError(error));
  return codeFor(error);
}

function isShowHelp(error: unknown): error is { readonly errors: readonly unknown[] } {
  return typeof error === "object" && error !== null && "_tag" in error && error._tag === "ShowHelp";
}

/** Help goes to stdout because it was requested; errors go to stderr, without the help text. */
const presenter: CliOutput.Presenter = {
  present: (event) => {
    if (event._tag !== "InvalidInvocation") return CliOutput.defaultPresenter.present(event);
    return Effect.sync(() => {
      for (const error of event.errors) printError(plainly(error.message.trim()));
      printError(`Try: ${event.commandPath.join(" ")} --help`);
    });
  },
};

/** What the parser says of a value, in words for whoever typed it. */
function plainly(message: string): string {
  return message
    .replace(
      /Expected: Failed to check path existence: .*$/s,
      "What it lies in is no folder, or cannot be read",
    )
    .replace("a string representing a finite number", "a number")
    .replace(
      /^Invalid value for flag (\S+): "(\d+) occurrences"\. Expected: at most 1 value/,
      "$1 was given $2 times: give it once",
    );
}
