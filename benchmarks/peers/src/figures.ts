// Ours over each peer, with intervals: `npm run figures -w benchmarks/peers -- pool --profile full`.
//
// One run of `byturns bench` on the files of a question, by the same three functions; its folder can be resumed, reported
// and compared by the command.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measure, type PlanRequest, plan, report } from "byturns";
import { linesOf } from "./targets.ts";

/** What one word measures. */
interface Question {
  readonly files: readonly string[];
  readonly ours: readonly string[];
  readonly more?: PlanRequest;
}

const threads = ["threads-by-message", "threads-by-memory"];
/** One call in a fresh process; a shape that takes longer is cut off. */
const cold: PlanRequest = { once: true, cutOffMs: 10_000, forks: 5 };

const questions: Readonly<Record<string, Question>> = {
  pool: { files: ["pool"], ours: threads },
  processes: { files: ["processes"], ours: ["processes-by-message"] },
  crash: { files: ["crash"], ours: ["threads", "processes"] },
  coordination: {
    files: [
      ...["bounded-map", "semaphore-pool", "mutex", "bounded-queue", "retry", "rate-limit", "single-flight"],
    ],
    ours: ["promises"],
  },
  promises: { files: ["spawn-join"], ours: ["promises"] },
  signals: { files: ["signals"], ours: ["signal"] },
  channel: { files: ["channel"], ours: ["received"] },
  fibers: { files: ["fibers"], ours: ["fibers"] },
  skynet: { files: ["skynet"], ours: ["promises", "fibers"], more: { ...cold, inputs: ["million"] } },
  sleepers: { files: ["sleepers"], ours: ["promises", "fibers"], more: { ...cold, cutOffMs: 60_000 } },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: "string", default: "quick" },
    forks: { type: "string" },
    /** Only these of the question's examples, by name. */
    example: { type: "string", multiple: true },
    input: { type: "string", multiple: true },
    model: { type: "string", multiple: true },
    runtime: { type: "string", multiple: true },
    out: { type: "string" },
    /** Only prints the figures of this run. */
    show: { type: "string" },
  },
});
const [name = "coordination"] = positionals;
const question = Object.hasOwn(questions, name) ? questions[name] : undefined;
if (question === undefined) {
  throw new RangeError(`There is no question "${name}"; there are ${Object.keys(questions).join(", ")}`);
}
// npm runs this in the package's folder, and passes the caller's folder.
const given = (folder: string) => resolve(process.env.INIT_CWD ?? "", folder);
const folder = values.show === undefined ? await measured(question) : given(values.show);
const { machines } = await report(folder);
for (const { summary, html } of machines) {
  const lines = linesOf(summary, question.ours);
  for (const { what, measured, most, isMet } of lines) {
    const mark = isMet === undefined ? "" : isMet ? "met" : "NOT MET";
    const asked = most === undefined ? "" : `<= ${most.toFixed(2)} ×`;
    console.log([mark.padEnd(8), what.padEnd(76), asked.padEnd(11), measured].join(" ").trimEnd());
    if (isMet === false) process.exitCode = 1;
  }
  if (lines.length === 0) process.exitCode = 1;
  console.log(html);
}

async function measured({ files, more }: Question): Promise<string> {
  const { profile, forks, example = files, input, model, runtime } = values;
  const made = await plan({
    ...more,
    examples: example.map((one) => fileURLToPath(new URL(`./${one}.bench.ts`, import.meta.url))),
    profile,
    ...(forks === undefined ? {} : { forks: Number(forks) }),
    ...(input === undefined ? {} : { inputs: input }),
    ...(model === undefined ? {} : { models: model }),
    ...(runtime === undefined ? {} : { runtimes: runtime }),
  });
  const stamp = made.madeAt.slice(0, 19).replaceAll(":", "").replace("T", "-");
  const at = given(values.out ?? `runs/${stamp}-${name}-${profile}`);
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());
  const { ended, why } = await measure(made, {
    folder: at,
    signal: interrupted.signal,
    onEvent(event) {
      if (event._tag !== "forkEnded" || event.done % 20 !== 0) return;
      console.error(`${event.done}/${event.forks} forks, ${Math.ceil(event.leftMs / 1_000)} s left`);
    },
  });
  if (ended === "complete") return at;
  throw new Error(`${ended}${why ? `: ${why}` : ""}. Go on with: byturns bench --resume ${at}`);
}
