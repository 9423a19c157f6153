// The progress of a run on a fleet: one line for all machines, as for a local run.
import type { FleetEvent } from "@byturns/fleet";
import { clock, roughly } from "../text/durations.ts";
import { whyBad } from "../text/outcomes.ts";

type Out = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">;

/** The interval between lines without a terminal. */
const plainEveryMs = 15_000;

/** Displays a fleet's events on `out`. */
export function showFleetProgress(out: Out): {
  readonly onEvent: (event: FleetEvent) => void;
  readonly clear: () => void;
} {
  const live = out.isTTY === true && process.env.TERM !== "dumb";
  const beganMs = performance.now();
  const states = new Map<string, string>();
  let lastMs = 0;
  const clear = () => {
    if (live) out.write("\r\u001B[2K");
  };
  const line = (text: string) => out.write(`${live ? "\r\u001B[2K" : ""}${text}\n`);
  const draw = () => {
    const elapsedMs = performance.now() - beganMs;
    const text = `${clock(elapsedMs)} · ${Array.from(states, ([name, state]) => `${name} ${state}`).join(" · ")}`;
    if (live) out.write(`\r\u001B[2K${text.slice(0, Math.max(20, (out.columns ?? 80) - 1))}`);
    else if (elapsedMs - lastMs >= plainEveryMs) {
      lastMs = elapsedMs;
      line(text);
    }
  };
  const onEvent = (event: FleetEvent) => {
    if (event._tag === "agreed") {
      line(`On ${event.machines.map(({ name }) => name).join(", ")}, with ${event.threads} threads`);
      for (const note of event.notes) line(note);
      return;
    }
    const { machine } = event;
    if (event._tag === "way") {
      const { event: way } = event;
      if (way._tag === "unreachable") line(`PostgreSQL does not answer, and is waited for: ${way.why}`);
      if (way._tag === "reachable") line("PostgreSQL answers again");
      if (way._tag === "notWithdrawn") {
        line(
          `${machine} goes on with what it was ordered, because PostgreSQL does not answer (${way.why}). When it does, and nobody resumes: byturns fleet … --withdraw ${way.run}`,
        );
      }
      return;
    }
    const { event: run } = event;
    switch (run._tag) {
      case "started": {
        const before = run.done > 0 ? `, of which ${run.done} are there` : "";
        line(`${machine}: ${run.forks} forks${before}, about ${roughly(run.expectedMs)}, into ${run.folder}`);
        states.set(machine, `${run.done}/${run.forks}`);
        return;
      }
      case "planFixed":
        line(`${machine}: the budget allows ${run.forks} forks, ${run.plan.profile.forks} for each cell`);
        return;
      case "forkEnded": {
        const { record, done, forks, bad, leftMs } = run;
        for (const why of whyBad(record).slice(0, 3)) {
          line(`${machine}, ${record.cell}, round ${record.round + 1}: ${why}`);
        }
        states.set(
          machine,
          done === forks
            ? "done"
            : `${done}/${forks}, ${clock(leftMs)} left${bad > 0 ? `, ${bad} not right` : ""}`,
        );
        draw();
      }
    }
  };
  return { onEvent, clear };
}
