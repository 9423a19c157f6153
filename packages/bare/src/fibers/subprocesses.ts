// Effect's spawner starts programs; closing a scope ends a group.
import * as NodeChildProcessSpawner from "@effect/platform-node/NodeChildProcessSpawner";
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem";
import * as NodePath from "@effect/platform-node/NodePath";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Layer from "effect/Layer";
import * as ChildProcess from "effect/process/ChildProcess";
import * as Stream from "effect/Stream";

interface Program {
  readonly name: string;
  readonly words: readonly string[];
}

interface Input {
  readonly programs: readonly Program[];
  readonly deadlineMs: number;
  readonly graceMs: number;
  readonly mostOutputBytes?: number;
}

export const layer = NodeChildProcessSpawner.layer.pipe(
  Layer.provide(Layer.merge(NodeFileSystem.layer, NodePath.layer)),
);

export const run = ({ programs, deadlineMs, graceMs, mostOutputBytes = 1_048_576 }: Input) => {
  const one = Effect.fnUntraced(function* ({ name, words: [command, ...args] }: Program) {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    let droppedBytes = 0;
    const keep = (chunk: Uint8Array) => {
      const kept = chunk.subarray(0, mostOutputBytes - bytes);
      if (kept.length > 0) chunks.push(kept);
      bytes += kept.length;
      droppedBytes += chunk.length - kept.length;
    };
    const { child, outcome, output } = yield* Effect.scoped(
      Effect.gen(function* () {
        const child = yield* ChildProcess.make(command as string, args, {
          stdin: "ignore",
          stderr: "ignore",
          env: { PATH: process.env.PATH },
          forceKillAfter: graceMs,
        });
        const collect = Stream.runForEach(child.stdout, (chunk) => Effect.sync(() => keep(chunk)));
        const output = yield* Effect.forkChild(collect);
        const outcome = yield* Effect.exit(child.exitCode).pipe(
          Effect.as("exited"),
          Effect.timeoutOrElse({ duration: deadlineMs, orElse: () => Effect.succeed("killed") }),
        );
        return { child, outcome, output };
      }),
    );
    yield* Effect.timeoutOption(Fiber.await(output), graceMs);
    const exitCode = Number(yield* child.exitCode);
    const stdout = new TextDecoder().decode(Buffer.concat(chunks), { stream: droppedBytes > 0 });
    return { name, pid: Number(child.pid), outcome, exitCode, signal: null, stdout, droppedBytes };
  });
  return Effect.map(Effect.forEach(programs, one, { concurrency: "unbounded" }), (ended) => ({
    programs: ended,
  }));
};
