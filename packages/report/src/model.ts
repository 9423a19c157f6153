// What a report is made of: plain types, without code, so that what builds them, what draws them and what draws
// conclusions from them need not know one another.
import type { CountSummary } from "@byturns/explain";
import type { CellTrace, OwnShare, OwnShares, Run } from "@byturns/record";
import type {
  CellSummary,
  CrossoverSummary,
  KneeSummary,
  MetricFacts,
  ScalingSummary,
  Summary,
} from "@byturns/statistics";
import type { Standings } from "./answers/tally.ts";
import type { Topic } from "./answers/topics.ts";
import type { RecordedCounts } from "./counts/recorded-counts.ts";
import type { Standing } from "./standing.ts";

/** A run and the statistics over it: everything that a report is made from. */
export interface Evidence extends Omit<Run, "folder"> {
  readonly summary: Summary;
  /** What the verdicts were worth on this machine when it was last calibrated, in one sentence. */
  readonly calibration?: string | undefined;
  /** What the project's own cells take beside their bare work, as committed. */
  readonly ownShares?: OwnShares | undefined;
  /** What their calls do, counted, as committed. */
  readonly counts?: RecordedCounts | undefined;
}

/** One machine that forks ran on, in words. */
export interface MachineStory {
  readonly what: string;
  readonly conditions: readonly { readonly weight: "good" | "note" | "bad"; readonly what: string }[];
}

export interface RuntimeStory {
  /** As cells name it. */
  readonly id: string;
  readonly title: string;
  /** The title, and the version where several of one runtime take part: how sentences name it. */
  readonly name: string;
  readonly version: string;
  /** Such as `V8 14.6`. */
  readonly engine: string | undefined;
}

/** `measured`: it has figures and is compared. The others say why it is not. */
export type CellState = "measured" | "unsupported" | "wrong" | "failed" | "missing";

export interface CellStory {
  readonly id: string;
  readonly anchor: string;
  readonly model: string;
  readonly runtime: string;
  readonly state: CellState;
  /** In one line, why there is nothing to compare. */
  readonly reason: string | undefined;
  /** How forks ended that are not `done`: `2 of 15 timedOut: …`. */
  readonly troubles: readonly string[];
  /** What a fork that went wrong printed at its end. */
  readonly printed: string | undefined;
  /** The exact command line. */
  readonly command: string | undefined;
  readonly summary: CellSummary | undefined;
  readonly trace: CellTrace["trace"] | undefined;
  /** The range that counts as equivalent in its run, such as 1.03. */
  readonly band: number;
  /** What it takes beside its bare work; undefined where that was not measured. */
  readonly ownShare: OwnShare | undefined;
  /** What a call does; undefined where nothing was counted. */
  readonly counts: readonly CountSummary[] | undefined;
}

/** One input of an example. */
export interface CaseStory {
  readonly anchor: string;
  readonly example: string;
  readonly input: string;
  readonly question: string;
  readonly value: unknown;
  /** The time that nobody can beat; undefined where it is not known before measuring. */
  readonly idealMs: number | undefined;
  /** Where that time comes from, or why there is none. */
  readonly idealWhy: string;
  readonly sweep:
    | { readonly name: string; readonly parameter: string; readonly unit: string; readonly value: number }
    | undefined;
  /** In the order of models, then of runtimes. */
  readonly cells: readonly CellStory[];
}

export interface ExampleStory {
  readonly id: string;
  /** The figure that answers its question; undefined where no fork gave it. */
  readonly primary: MetricFacts | undefined;
  readonly anchor: string;
  readonly title: string;
  readonly question: string;
  readonly origin: string;
  readonly cases: readonly CaseStory[];
  /** By sweep, what one more is; of the others such a thing has no one cost. */
  readonly each: ReadonlyMap<string, string>;
  readonly scalings: readonly ScalingSummary[];
  readonly crossovers: readonly CrossoverSummary[];
  readonly knees: readonly KneeSummary[];
}

export interface Story {
  readonly id: string;
  readonly suite: string;
  readonly madeAt: string;
  readonly profile: string;
  /** What may be claimed, as a sentence. */
  readonly claim: string;
  /** How many forks, of how many cells. */
  readonly extent: string;
  readonly machines: readonly MachineStory[];
  readonly runtimes: readonly RuntimeStory[];
  readonly models: readonly string[];
  readonly threads: number;
  readonly seed: number;
  readonly commit: string | undefined;
  /** The A/A count, as a sentence. */
  readonly proof: string;
  /** What the machine's last calibration found, as a sentence. */
  readonly calibration: string | undefined;
  readonly warnings: readonly string[];
  readonly metrics: readonly MetricFacts[];
  readonly answers: readonly Answer[];
  /** The line of each example, by its id. */
  readonly answersOfExamples: ReadonlyMap<string, string>;
  /** How models, and how runtimes, stand over all cases. */
  readonly overall: readonly Standings[];
  readonly findings: readonly Finding[];
  readonly examples: readonly ExampleStory[];
  readonly summary: Summary;
  readonly ownShares: OwnShares | undefined;
}

/** One metric of one cell, written out. */
export interface Figure {
  /** `30.2 ms`; `310 µs, 1.20 ms` if the forks fall into two groups. */
  readonly value: string;
  /** Such groups with their forks: `310 µs in 9 forks, 1.20 ms in 6`. */
  readonly modes: string | undefined;
  /** The interval of a tail over the forks. */
  readonly spans: string | undefined;
  /** `1.04×`; undefined where nothing is compared. */
  readonly factor: string | undefined;
  /** `1.02–1.09` */
  readonly interval: string | undefined;
  readonly standing: Standing | undefined;
}

/** A piece of an answer's sentence: text, or the name of an example with the address of its case. */
export type AnswerPart = string | { readonly text: string; readonly anchor: string };

/** What a run says to one question of a team. */
export interface Answer {
  readonly topic: Topic;
  /** The question's word: `Waiting`. */
  readonly title: string;
  /** Who is ahead: `promises`, `no model stands out`. */
  readonly ahead: string;
  /** The sentence. */
  readonly parts: readonly AnswerPart[];
  /** How sure it is: what was compared, with which verdicts. */
  readonly evidence: string;
}

/** One thing that the evidence shows. */
export interface Finding {
  readonly kind:
    | "trouble"
    | "inputs"
    | "models"
    | "runtimes"
    | "same"
    /** Cells whose forks fall into two groups. */
    | "modes"
    | "processor"
    | "scaling"
    | "crossover"
    /** Who waits for whom. */
    | "delays"
    /** Until where a limit holds. */
    | "knee"
    | "open";
  /** The question that it says something to; left out of what is wrong, of what does not matter and of what is open. */
  readonly topic?: Topic;
  /** The figure that it turns on, short: `2.70×`. */
  readonly figure: string;
  /** One sentence. */
  readonly text: string;
  /** Its interval and verdict, and what it rests on. */
  readonly evidence: string;
  /** The section that holds the chart and the samples. */
  readonly anchor: string;
}

/** What the rules of findings read: a story that has no findings yet. */
export interface Material {
  readonly summary: Summary;
  readonly examples: readonly ExampleStory[];
  readonly models: readonly string[];
  readonly runtimes: readonly RuntimeStory[];
}

/** A finding, and how much it weighs beside others of its kind. */
export interface Weighed {
  readonly weight: number;
  readonly finding: Finding;
}
