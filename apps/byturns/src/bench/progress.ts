// The progress of a run: one line rewritten on a terminal, or a line now and then elsewhere. Written only between
// forks, because drawing on a terminal is work that would disturb a measured process.
import type { RunEvent } from "@byturns/lab";
import { claimOf } from "@byturns/lab/plan/profiles";
import type { Plan } from "@byturns/record";
import { clock, roughly } from "../text/durations.ts";
import { whyBad } from "../text/outcomes.ts";
import { describeDecided, describeEnd } from "./decided-so-far.ts";

type Out = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">;

/** The interval between lines without a terminal. */
const plainEveryMs = 15_000;

/** Displays a run in progress. */
export interface Progress {
  /** Receives the run's events. */
  readonly onEvent: (event: RunEvent) => void;
  /** Clears the progress line, so that other output can be written. */
  clear(): void;
}

/** Displays a run's events on `out`. */
export function showProgress(out: Out): Progress {
  const live = out.isTTY === true && process.env.TERM !== "dumb";
  let lastMs = 0;
  let plan: Plan | undefined;
  const line = (text: string) => out.write(`${live ? "\r\u001B[2K" : ""}${text}\n`);
  const draw = (text: string) => {
    if (live) out.write(`\r\u001B[2K${text.slice(0, Math.max(20, (out.columns ?? 80) - 1))}`);
  };
  const clear = () => {
    if (live) out.write("\r\u001B[2K");
  };
  const onEvent = (event: RunEvent) => {
    switch (event._tag) {
      case "started": {
        const before = event.done > 0 ? `, of which ${event.done} are there` : "";
        plan = event.plan;
        line(
          `${event.forks} forks${before}, about ${roughly(event.expectedMs)}${untilLook(plan)}, into ${event.folder}`,
        );
        return;
      }
      case "looked": {
        plan = event.plan;
        const [end, decided] = [describeEnd(plan), describeDecided(plan)];
        if (end !== undefined) line(end);
        else if (!live && decided !== undefined) {
          line(`${roundsOf(plan)} · ${decided} · about ${roughly(event.leftMs)}`);
        }
        return;
      }
      case "planFixed":
        plan = event.plan;
        line(
          `The budget allows ${event.forks} forks: ${event.plan.profile.forks} for each cell. May claim: ${claimOf(event.plan.profile.forks)}`,
        );
        return;
      case "forkEnded": {
        const { record, done, forks, bad, elapsedMs, leftMs, next } = event;
        for (const why of whyBad(record).slice(0, 3))
          line(`${record.cell}, round ${record.round + 1}: ${why}`);
        const hasLooks = (plan?.sequence?.looks.length ?? 1) > 1;
        const decided = hasLooks && plan !== undefined ? describeDecided(plan) : undefined;
        const wrong = bad > 0 ? ` · ${bad} not right` : "";
        const state =
          decided === undefined
            ? `${done}/${forks} forks, ${clock(elapsedMs)}, ${clock(leftMs)} left${wrong}`
            : `round ${record.round + 1} · ${decided} · about ${roughly(leftMs)}${wrong}`;
        if (live) draw(next === undefined ? state : `${state} · ${next}`);
        else if (elapsedMs - lastMs >= plainEveryMs) {
          lastMs = elapsedMs;
          line(state);
        }
      }
    }
  };
  return { onEvent, clear };
}

/** ` to the first look, after 6 rounds`; a run that is resumed may be past it. Empty if no look follows. */
function untilLook({ sequence, rounds }: Plan): string {
  if (sequence === undefined || sequence.looks.length < 2 || sequence.ended !== undefined) return "";
  const timed = rounds.filter(({ kind }) => kind === "time").length;
  const which = timed > (sequence.looks[0] as number) ? "next" : "first";
  return ` to the ${which} look, after ${timed} rounds`;
}

/** `round 8`: the last planned round that is done. */
function roundsOf({ sequence, rounds }: Plan): string {
  const timed = rounds.filter(({ kind }) => kind === "time").length;
  const looked = sequence?.looks.findLast((look) => look < timed) ?? timed;
  return `round ${looked}`;
}
