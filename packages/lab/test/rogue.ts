// A host that behaves as its input selects: correctly, or in one of the ways a measured process can fail.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { Job, Measurement } from "@byturns/record/protocol";

const wall = {
  samples: 1,
  minMs: 1,
  p25Ms: 1,
  medianMs: 1,
  p75Ms: 1,
  p99Ms: 1,
  maxMs: 1,
  meanMs: 1,
  everyNth: 1,
  samplesMs: [1],
};
const measurement: Measurement & { versions: Record<string, string> } = {
  versions: {},
  startUpMs: 1,
  openMs: 1,
  clockStepMs: 0.002,
  firstCallMs: 1,
  wall,
  calls: 1,
  cpuUserMs: 1,
  cpuSystemMs: 0,
  voluntarySwitches: 0,
  involuntarySwitches: 0,
  peakRssBytes: 1,
  openRssBytes: 1,
  uncheckedCalls: 0,
};

const send = (message: object) => new Promise<void>((resolve) => process.send?.(message, () => resolve()));

async function openExample({ token, input }: Job): Promise<void> {
  const { behave, path } = input as { behave: string; path: string };
  const done = (echo: unknown = behave, said = token) =>
    send({
      _tag: "done",
      token: said,
      result: {
        measurement,
        outputs: [{ echo }],
        measuredCalls: [1],
        trace: { spans: [], lines: [], wallMs: 1 },
      },
    });
  const sleeper = (detached: boolean, env: NodeJS.ProcessEnv = process.env) => {
    const child = spawn("/bin/sleep", ["600"], { detached, env, stdio: "ignore" });
    writeFileSync(path, String(child.pid));
    measurement.versions.child = String(child.pid);
    child.unref();
  };
  switch (behave) {
    case "answers wrongly":
      await done("something else");
      break;
    case "answers in no form":
      await done(7);
      break;
    case "fails":
      await send({ _tag: "failed", token, failure: { name: "Broken", message: "It broke" } });
      break;
    case "crashes":
      console.error("last words");
      process.exit(3);
      break;
    case "crashes after its result":
      await done();
      process.exit(4);
      break;
    case "is killed":
      process.kill(process.pid, "SIGSEGV");
      break;
    case "computes for ever":
      for (;;);
    case "hangs with a child":
      process.on("SIGTERM", () => {});
      sleeper(false);
      await send({ _tag: "line", token, line: { atMs: 0, text: "hangs" } });
      setInterval(() => {}, 1_000);
      return;
    case "hangs with a child that left":
      sleeper(true);
      await send({ _tag: "line", token, line: { atMs: 0, text: "hangs" } });
      setInterval(() => {}, 1_000);
      return;
    case "leaves a child":
      sleeper(false);
      await done();
      break;
    case "leaves a child that left":
      sleeper(true);
      await done();
      break;
    case "leaves a child that left without its environment":
      sleeper(true, {});
      await done();
      // As the host does: until then its children can be found.
      await once(process, "message");
      break;
    case "takes memory in a child": {
      const hoard = "const all = []; setInterval(() => all.push(Buffer.alloc(2 ** 24, 1)), 10)";
      spawn(process.execPath, ["-e", hoard], { stdio: "ignore" });
      setInterval(() => {}, 1_000);
      return;
    }
    case "has only its own environment": {
      const values = Object.values(process.env);
      const isClean = process.env.BYTURNS_TEST_SECRET === undefined && !values.includes(token);
      await done(isClean ? behave : `the names ${Object.keys(process.env)}`);
      break;
    }
    case "answers with what stands in its environment":
      await done(behave, process.env.BYTURNS_FORK);
      break;
    case "asks for its job again":
      process.once("message", ({ token }: Job) => void done("a second job", token));
      await send({ _tag: "ready" });
      setInterval(() => {}, 1_000);
      return;
    case "fails at length": {
      const long = "x".repeat(2_000_000);
      await send({ _tag: "failed", token, failure: { name: long, message: long, stack: long } });
      break;
    }
    case "answers wrongly at length":
      await done("x".repeat(2_000_000));
      break;
    case "lingers":
      await done();
      setInterval(() => {}, 1_000);
      return;
    case "runs out of memory": {
      const hoard: unknown[] = [];
      for (;;) hoard.push(Array.from({ length: 100_000 }, (_, i) => `${i}`));
    }
    case "prints an invalid message":
      for (let i = 0; i < 200; i++)
        process.stdout.write(`{"_tag":"done","token":"${token}"}\0${"x".repeat(10_000)}\n`);
      console.error("\u001b[31m</script>");
      await done();
      break;
    case "answers for its host":
      await done(behave, "guessed");
      break;
    case "sends what nobody sends":
      await send({ _tag: "done", token, result: "fine" });
      break;
    case "answers twice":
      await done();
      await done();
      break;
    default:
      await done();
  }
  process.disconnect?.();
}

process.once("message", (job: Job) => void openExample(job));
void send({ _tag: "ready" });
