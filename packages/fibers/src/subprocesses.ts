// subprocesses on fibers.
//
// Start: the spawner's service, each program the leader of a process group. Cancel: interruption closes the program's
// scope, and that asks the group to end (SIGTERM) and, after the grace, ends it (SIGKILL). Fail: the spawner's errors
// are typed, and become results. Cost: a process, and a fiber that waits for it.
import type {
  EndedProgram,
  Program,
  SubprocessesInput,
  SubprocessesOutput,
} from "@byturns/spec/subprocesses";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import type { PlatformError } from "effect/PlatformError";
import * as ChildProcess from "effect/process/ChildProcess";
import type { ChildProcessHandle, ChildProcessSpawner } from "effect/process/ChildProcessSpawner";
import * as Stream from "effect/Stream";
import { waiting } from "./internal/spans.ts";

/**
 * Runs every program, one by one or all at once, and leaves none of their groups behind; only a program that creates
 * its own group can escape.
 */
export const subprocesses = Effect.fnUntraced(function* (
  input: SubprocessesInput,
): Effect.fn.Return<SubprocessesOutput, never, ChildProcessSpawner> {
  const run = (program: Program) => runProgram(program, input).pipe(waiting(program.name));
  const concurrency = input.order === "at-once" ? "unbounded" : 1;
  return { programs: yield* Effect.forEach(input.programs, run, { concurrency }) };
});

const runProgram = (
  { name, words }: Program,
  { deadlineMs, graceMs, mostOutputBytes = defaultOutputBytes }: SubprocessesInput,
): Effect.Effect<EndedProgram, never, ChildProcessSpawner> =>
  Effect.gen(function* () {
    const chunks: Uint8Array[] = [];
    let [bytes, droppedBytes] = [0, 0];
    const add = (chunk: Uint8Array) => {
      const kept = chunk.subarray(0, mostOutputBytes - bytes);
      if (kept.length > 0) chunks.push(kept);
      bytes += kept.length;
      droppedBytes += chunk.length - kept.length;
    };
    const { child, outcome, output } = yield* Effect.scoped(
      Effect.gen(function* () {
        const child = yield* start(words, graceMs);
        const collect = Stream.runForEach(child.stdout, (chunk) => Effect.sync(() => add(chunk)));
        const output = yield* Effect.forkChild(collect);
        const outcome = yield* Effect.exit(child.exitCode).pipe(
          Effect.as("exited" as const),
          Effect.timeoutOrElse({ duration: deadlineMs, orElse: () => Effect.succeed("killed" as const) }),
        );
        return { child, outcome, output };
      }),
    );
    // The scope has ended the group, the leader's leftovers included; a process that left the group may still hold the
    // pipe.
    yield* Effect.timeoutOption(Fiber.await(output), graceMs);
    // A character that the bound cuts apart is left out.
    const stdout = new TextDecoder().decode(Buffer.concat(chunks), { stream: droppedBytes > 0 });
    const ending = yield* Effect.orDie(endOf(child));
    return { name, pid: Number(child.pid), outcome, ...ending, stdout, droppedBytes };
  }).pipe(
    Effect.catchTag("NotStarted", () =>
      Effect.succeed({
        name,
        pid: null,
        outcome: "not started",
        exitCode: null,
        signal: null,
        stdout: "",
        droppedBytes: 0,
      } as const),
    ),
  );

const start = ([command, ...args]: Program["words"], graceMs: number) =>
  ChildProcess.make(command as string, args, {
    stdin: "ignore",
    stderr: "ignore",
    // All that a program can see of the environment.
    env: { PATH: process.env.PATH },
    forceKillAfter: graceMs,
  }).pipe(
    // Node's `spawn` throws for some arguments, and in the service that is a defect.
    Effect.catchDefect(() => Effect.fail(new NotStarted())),
    Effect.mapError(() => new NotStarted()),
  );

class NotStarted extends Data.TaggedError("NotStarted") {}

const defaultOutputBytes = 1_048_576;

/** The service fails where a signal ended the program, and names the signal only in its message. */
const endOf = (child: ChildProcessHandle) =>
  child.exitCode.pipe(
    Effect.map((exitCode) => ({
      exitCode: Number(exitCode) as number | null,
      signal: null as string | null,
    })),
    Effect.catch((error: PlatformError) => {
      const signal = /'(SIG\w+)'/.exec(String((error.reason.cause as Error | undefined)?.message))?.[1];
      return signal === undefined ? Effect.fail(error) : Effect.succeed({ exitCode: null, signal });
    }),
  );
