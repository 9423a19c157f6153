// A host that behaves as its input says: well, or in one of the ways in which a measured process goes wrong.
import { spawn } from "node:child_process";
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
const measurement: Measurement = {
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
  const sleeper = (detached: boolean) => {
    const child = spawn("/bin/sleep", ["600"], { detached, stdio: "ignore" });
    writeFileSync(path, String(child.pid));
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
    case "lingers":
      await done();
      setInterval(() => {}, 1_000);
      return;
    case "runs out of memory": {
      const hoard: unknown[] = [];
      for (;;) hoard.push(Array.from({ length: 100_000 }, (_, i) => `${i}`));
    }
    case "prints rubbish":
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
