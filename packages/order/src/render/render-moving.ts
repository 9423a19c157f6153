// The guide for a service that moves to another runtime, generated from the catalogue: by what the service uses.
import { listed } from "@byturns/text/figures";
import { wrap } from "@byturns/text/table";
import type { Catalogue } from "../catalogue.ts";
import { causes } from "../causes.ts";
import { type PortFinding, portCheck } from "../port-check.ts";

/** What a service uses, and the causes (by their ids) for which that behaves differently elsewhere. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  "Timers and immediates": [
    "immediate-or-timer",
    "immediate-or-io",
    "overdue-timers",
    "interval-drift",
    "abort-timeout",
  ],
  "nextTick, microtasks and promises": [
    "tick-or-microtask",
    "first-use-of-process",
    "promise-ticks",
    "dynamic-import",
  ],
  "Failures that nobody catches": ["unhandled-rejection", "uncaught-exception", "domains"],
  "HTTP and sockets": ["server-close", "close-events", "http-limits", "end-then-destroy"],
  "Files and streams": ["full-disk", "stream-backpressure", "stream-ticks"],
  Workers: [
    "worker-failure",
    "worker-early-messages",
    "worker-port-close",
    "worker-limits",
    "worker-output",
    "parallelism",
    "wait-async",
  ],
  "Messages and events": ["message-in-microtasks", "message-batches", "port-close", "listeners-in-dispatch"],
  "Child processes": ["ipc-last-message", "ipc-exit-order"],
  "Signals and the end of the process": [
    "signals",
    "exit-output",
    "exit-code",
    "exit-events",
    "unsettled-await",
  ],
  "Context: AsyncLocalStorage and weak references": ["async-context", "collected-objects"],
  "Instruments: loop delay, utilization, hooks": ["instruments"],
  "Effect fibers": ["fibers-and-timers"],
};

const likelihoods = ["often", "sometimes", "rarely"] as const;

/** One cause between any two runtimes. */
interface Met {
  readonly id: string;
  readonly findings: readonly { readonly from: string; readonly to: string; readonly finding: PortFinding }[];
}

/**
 * The guide as Markdown: by subject, and in each by cause, what is most often met first. The same catalogue gives the same
 * text.
 *
 * @param catalogue with results of at least two runtimes.
 * @throws RangeError when a cause has no subject, or more than one.
 */
export function renderMovingGuide(catalogue: Catalogue): string {
  checkSubjects();
  const runtimes = [...new Set(catalogue.targets.map(({ id }) => id))];
  const pairs = runtimes.flatMap((from, i) => runtimes.slice(i + 1).map((to) => [from, to] as const));
  const found = pairs.flatMap(([from, to]) =>
    portCheck(catalogue, from, to).map((finding) => ({ from, to, finding })),
  );
  const met = [...Map.groupBy(found, ({ finding }) => finding.id)].map(
    ([id, findings]): Met => ({ id, findings }),
  );
  const titles = new Map(catalogue.rows.map(({ probe, title }) => [probe, title]));
  const sections = [...Object.entries(subjects), ["Anything else", otherIds(met)] as const]
    .map(([title, ids]) => ({
      title,
      met: met.filter(({ id }) => ids.includes(id)).sort((a, b) => rank(a) - rank(b) || size(b) - size(a)),
    }))
    .filter((section) => section.met.length > 0)
    .sort(
      (a, b) =>
        Math.min(...a.met.map(rank)) - Math.min(...b.met.map(rank)) ||
        b.met.length - a.met.length ||
        a.title.localeCompare(b.title),
    );
  return `${[
    "<!-- Generated from order.json by `npm run docs`; do not edit. -->",
    "",
    "# Moving a service to another runtime",
    "",
    ...paragraph(
      `What may behave differently, by what a service uses, and what to write instead. Recorded under ${catalogue.targets
        .map(({ id, version }) => `${id} ${version}`)
        .join(", ")} (${catalogue.machine.platform}); a difference is listed where the same program made` +
        " its marks in another order, or missed some, in at least a tenth of its runs. Nothing here says that code which" +
        " uses none of this behaves alike: it was not tried.",
    ),
    "",
    "Let the command find what your sources use, with file and line:",
    "",
    "```sh",
    "npx byturns order --recorded --port-check node bun ./src",
    "```",
    "",
    "| what a service uses | differences | most often met |",
    "|---|--:|---|",
    ...sections.map(
      ({ title, met: some }) =>
        `| [${title}](#${anchor(title)}) | ${some.length} | ${titleOf(some[0] as Met)} |`,
    ),
    ...sections.flatMap(({ title, met: some }) => [
      "",
      `## ${title}`,
      ...some.flatMap((one) => entry(one, titles)),
    ]),
  ].join("\n")}\n`;
}

function entry({ id, findings }: Met, titles: ReadonlyMap<string, string>): readonly string[] {
  const [first] = findings;
  const cause = first?.finding.cause;
  const probes = [
    ...new Map(
      findings.flatMap(({ finding }) => finding.probes.map(({ probe, title }) => [probe, title] as const)),
    ),
  ];
  const met = new Set(findings.flatMap(({ finding }) => finding.uses));
  const uses = (cause?.uses ?? []).filter((use) => met.has(use));
  const effect = cause?.effect ?? first?.finding.probes[0]?.shown.row.relied.why ?? "";
  return [
    "",
    `### ${titleOf({ id, findings })}`,
    "",
    ...paragraph(`${effect} ${between(findings)} Relied on ${likelihoods[likelihood({ id, findings })]}.`),
    ...(isOnlyBare(findings)
      ? ["", ...paragraph("Met only in an ES module that has loaded no module of Node.")]
      : []),
    ...(uses.length === 0
      ? []
      : ["", ...paragraph(`Look for: ${uses.map((use) => `\`${use}\``).join(", ")}.`)]),
    ...(cause?.instead === undefined
      ? []
      : [
          "",
          // A line alone does not say what is done: the title does.
          ...paragraph(
            `${titles.get(cause.instead.probe) ?? "Write this"} ([${cause.instead.probe}](order.md#${cause.instead.probe}) is the whole program).`,
          ),
          "",
          "```js",
          cause.instead.code,
          "```",
        ]),
    ...(cause?.advice === undefined ? [] : ["", ...paragraph(cause.advice)]),
    "",
    ...paragraph(
      `Evidence: ${probes.map(([probe, title]) => `[${title}](order.md#${probe})`).join("; ")}. Run it here: \`npx byturns order ${probes[0]?.[0]}\`.`,
    ),
  ];
}

/** `Differs between node and bun.`, and where a promise is broken. */
function between(findings: Met["findings"]): string {
  const pairs = findings.map(({ from, to }) => `${from} and ${to}`);
  const runtimes = new Set(findings.flatMap(({ from, to }) => [from, to]));
  const broken = [...runtimes].filter((id) => findings.some(({ finding }) => finding.departs.includes(id)));
  const departs =
    broken.length === 0
      ? ""
      : ` What a text promises, a standard or Node's documentation, is not kept under ${listed(broken)}.`;
  return `It differs between ${pairs.join(", ")}.${departs}`;
}

function titleOf({ findings }: Met): string {
  return findings[0]?.finding.title ?? "";
}

function isOnlyBare(findings: Met["findings"]): boolean {
  return findings.every(({ finding }) => !finding.meetsServices);
}

function likelihood({ findings }: Met): number {
  return Math.min(...findings.map(({ finding }) => likelihoods.indexOf(finding.likelihood)));
}

/** What services meet comes before what only bare modules meet, then what code relies on most often. */
function rank(one: Met): number {
  return (isOnlyBare(one.findings) ? 10 : 0) + likelihood(one);
}

function size({ findings }: Met): number {
  return new Set(findings.flatMap(({ finding }) => finding.probes.map(({ probe }) => probe))).size;
}

/** Probes that differ and name no cause. */
function otherIds(met: readonly Met[]): readonly string[] {
  const known = Object.values(subjects).flat();
  return met.map(({ id }) => id).filter((id) => !known.includes(id));
}

function checkSubjects(): void {
  const placed = Object.values(subjects).flat();
  for (const { id } of causes) {
    const count = placed.filter((one) => one === id).length;
    if (count !== 1)
      throw new RangeError(`The cause "${id}" stands in ${count} subjects of the moving guide: expected 1`);
  }
}

/** An address as GitHub makes it from a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

const paragraph = (text: string) => wrap(text, 118);
