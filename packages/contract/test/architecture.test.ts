// The architecture holds: arrows only point down, and the three ports mirror one another.
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { specs } from "@byturns/spec";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const rootPath = fileURLToPath(root);

/** What each package may depend on. A package that is missing here, or an arrow that is, fails. */
const mayDependOn: Readonly<Record<string, readonly string[]>> = {
  context: [],
  spec: ["context"],
  promises: ["spec", "context", "schedules"],
  fibers: ["spec", "context", "schedules"],
  threads: ["spec", "context", "schedules", "promises"],
  cluster: ["spec", "context", "fibers"],
  processes: ["spec", "context", "promises", "threads"],
  define: ["context", "spec", "text", "threads"],
  schedules: ["spec", "context"],
  bare: ["context", "fixtures", "spec", "promises", "fibers", "threads"],
  order: ["fixtures", "statistics", "text"],
  text: [],
  statistics: [],
  record: ["text", "statistics", "spec", "context"],
  host: ["record", "context", "promises", "fibers", "threads", "cluster", "processes"],
  fixtures: [],
  explain: [],
  chromium: [],
  advice: ["text", "statistics"],
  lab: ["text", "record", "statistics", "spec", "fixtures"],
  fleet: ["text", "lab", "record", "spec"],
  report: ["advice", "chromium", "text", "record", "statistics", "spec", "context", "order", "explain"],
  contract: ["fixtures", "host", "spec", "context"],
  suites: ["spec"],
  node: ["bare", "context", "define", "host", "lab", "contract"],
  deno: ["bare", "context", "define", "host", "lab", "contract"],
  bun: ["bare", "context", "define", "host", "lab", "contract"],
  release: [],
  site: ["chromium"],
  byturns: [
    "advice",
    "define",
    "node",
    "deno",
    "bun",
    "bare",
    "explain",
    "fixtures",
    "fleet",
    "host",
    "lab",
    "order",
    "record",
    "report",
    "spec",
    "context",
    "statistics",
    "suites",
    "text",
    "threads",
  ],
};

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifests = globSync(["packages/*/package.json", "apps/*/package.json"], { cwd: rootPath }).map(
  (path) => JSON.parse(readFileSync(new URL(path, root), "utf8")) as Manifest,
);
const short = (name: string) => name.replace("@byturns/", "");

describe("arrows between packages", () => {
  it.each(manifests.map((manifest) => [short(manifest.name), manifest] as const))(
    "%s depends on nothing above it",
    (name, { dependencies, devDependencies }) => {
      const ours = Object.keys({ ...dependencies, ...devDependencies }).filter((to) =>
        to.startsWith("@byturns/"),
      );
      expect(Object.keys(mayDependOn), "the table names every package").toContain(name);
      expect(ours.map(short).filter((to) => !mayDependOn[name]?.includes(to))).toEqual([]);
    },
  );

  it("has no cycle in its own table", () => {
    const reach = (from: string, seen: readonly string[]): void => {
      expect(seen, `${from} reaches itself`).not.toContain(from);
      for (const to of mayDependOn[from] ?? []) reach(to, [...seen, from]);
    };
    for (const name of Object.keys(mayDependOn)) reach(name, []);
  });
});

describe("mirrored ports", () => {
  const ports = ["promises", "fibers", "threads"];
  /** Models that cover some of the examples, and how their files end that run elsewhere. */
  const partial = [
    ["cluster", ".machine.ts"],
    ["processes", ".child.ts"],
  ] as const;
  const all = [...ports, ...partial.map(([port]) => port)];
  const examples = Object.keys(specs).map((id) => `${id}.ts`);
  /** What teams copy: the helper has a file of its own, and the example that runs it stands beside it. */
  const helpers = [
    ...["bounded-map", "bounded-queue", "deadline", "first-success", "all-or-nothing", "settle-all"],
    ...["retry", "mutex", "semaphore-pool", "rate-limit", "single-flight", "graceful-shutdown"],
  ];
  const besideHelpers = helpers.map((id) => `${id}.example.ts`);
  /** The ports whose helpers still share a file with their examples. */
  const unsplit = ["fibers", "threads"].filter((port) => !sources(port).includes("bounded-map.example.ts"));

  it.each(ports)(
    "%s has a file for every example and every helper, and nothing else beside its index",
    (port) => {
      const own = sources(port).filter((file) => !file.endsWith(".worker.ts"));
      const due = ["index.ts", ...examples, ...(unsplit.includes(port) ? [] : besideHelpers)];
      expect(own.toSorted()).toEqual(due.toSorted());
    },
  );

  it.each(ports.filter((port) => !unsplit.includes(port)).flatMap((port) => helpers.map((id) => [port, id])))(
    "%s: the helper %s imports nothing of this project but what is copied with it",
    (port, id) => {
      expect(importedByHelper(port as string, `${id}.ts`)).toEqual([]);
    },
  );

  it.each(partial)("%s has no file but its index, those of examples, and what ends in %s", (port, ending) => {
    const own = sources(port).filter((file) => !file.endsWith(ending));
    expect(own.filter((file) => !["index.ts", ...examples, ...besideHelpers].includes(file))).toEqual([]);
  });

  it.each([["threads", ".worker.ts"] as const, ...partial])(
    "%s has files that end in %s for its examples only",
    (port, ending) => {
      const others = sources(port).filter((file) => file.endsWith(ending));
      expect(others.length).toBeGreaterThan(0);
      expect(
        others
          .map((file) => file.replace(ending, ""))
          .filter((of) => !sources(port).some((file) => file === `${of}.ts` || file === `${of}.example.ts`)),
      ).toEqual([]);
    },
  );

  it.each(all)("%s imports specs and record as types only", (port) => {
    for (const file of sources(port)) {
      const runtimeImport = /^import (?!type)[^;]*from "@byturns\/(spec|record)[^"]*"/m;
      expect(runtimeImport.exec(text(port, file))?.[0], file).toBeUndefined();
    }
  });

  it.each(examples)("%s declares the same functions in the same order wherever it is", (file) => {
    const covering = all.filter(
      (port) => ports.includes(port) || (port !== "cluster" && sources(port).includes(file)),
    );
    const whole = (port: string) => {
      const example = file.replace(".ts", ".example.ts");
      return text(port, file) + (sources(port).includes(example) ? text(port, example) : "");
    };
    const [promises, ...others] = covering.map((port) => [port, exportedNames(whole(port))] as const);
    for (const [port, names] of others) {
      // The names of what is passed on are sorted by the formatter.
      const isPassedOn = text(port as string, file).includes('from "@byturns/promises/');
      const order = (names: readonly string[] = []) => (isPassedOn ? names.toSorted() : names);
      expect(order(names), `${port} beside promises`).toEqual(order(promises?.[1]));
    }
    if (!sources("cluster").includes(file)) return;
    // What a cluster only calls, it imports from fibers.
    const own = exportedNames(whole("cluster"));
    expect(own.length).toBeGreaterThan(0);
    expect(promises?.[1].filter((name) => own.includes(name))).toEqual(own);
  });

  it.each(besideHelpers)(
    "%s declares what that of promises does wherever the helper is promises' own",
    (file) => {
      const own = exportedNames(text("promises", file));
      for (const [port] of partial.filter(([port]) => sources(port).includes(file)))
        expect(exportedNames(text(port, file)), port).toEqual(own);
    },
  );

  it.each(all)(
    "%s states in every example how a task starts, is canceled, fails and what it costs",
    (port) => {
      const own = sources(port);
      // An example that imports its helper from promises states it itself.
      const saying = examples.map((file) => (own.includes(file) ? file : file.replace(".ts", ".example.ts")));
      for (const file of saying.filter((file) => own.includes(file))) {
        const head = text(port, file).split("\nimport ")[0] as string;
        for (const word of ["Start:", "Cancel:", "Fail:", "Cost:"])
          expect(head, `${file} ${word}`).toContain(word);
      }
    },
  );
});

describe("the README of a port", () => {
  it.each(["promises", "fibers", "threads"])("%s has a row for every example", (port) => {
    const readme = read(`packages/${port}/README.md`);
    const missing = Object.keys(specs).filter((id) => !readme.includes(`| [${id}](src/${id}.ts) |`));
    expect(missing, `packages/${port}/README.md`).toEqual([]);
  });

  it("cluster has a row for every example that it covers", () => {
    const readme = read("packages/cluster/README.md");
    const covered = Object.keys(specs).filter((id) => sources("cluster").includes(`${id}.ts`));
    expect(covered.filter((id) => !readme.includes(`[${id}](src/${id}.ts)`))).toEqual([]);
  });
});

describe("mirrored hosts", () => {
  const apps = ["node", "deno", "bun"] as const;
  const members = (app: string, file: string) =>
    Array.from(read(`apps/${app}/src/${file}`).matchAll(/^ {2}(\w+)[:(]/gm), ([, name]) => name);

  it.each(apps)("%s has the files of the others", (app) => {
    expect(files(`apps/${app}/src`)).toEqual(files("apps/node/src"));
  });

  it.each(apps)("%s has the members of the others, in the same order", (app) => {
    for (const file of ["runtime.ts", "inside.ts"]) {
      expect(members(app, file).length, file).toBeGreaterThan(2);
      expect(members(app, file), file).toEqual(members("node", file));
    }
  });
});

describe("a measured process", () => {
  it.each(["context", "host", "promises", "threads"])("loads no Effect through %s", (name) => {
    for (const file of [
      ...files(`packages/${name}/src`),
      ...files(`packages/${name}/src/internal`, "internal/"),
    ]) {
      const runtimeImport = /^import (?!type)[^;]*from "(effect|@effect)[/"]/m;
      expect(runtimeImport.exec(read(`packages/${name}/src/${file}`))?.[0], file).toBeUndefined();
    }
  });
});

/**
 * What a helper, or a file that it imports, has from this project beyond the one more file that may be copied with it: a
 * sibling that imports nothing of this project either.
 */
function importedByHelper(port: string, file: string, depth = 0): string[] {
  const source = text(port, file);
  const from = Array.from(
    source.matchAll(/^(?:import|export) [^;]*?from "([^"]+)"/gms),
    ([, one]) => one as string,
  );
  return from.flatMap((specifier) => {
    // What threads only call, they import from promises, where the same rule holds.
    if (port === "threads" && specifier.startsWith("@byturns/promises/")) return [];
    if (specifier.startsWith("@byturns/")) return [`${file} imports ${specifier}`];
    if (!specifier.startsWith(".")) return [];
    if (depth > 0) return [`${file} imports ${specifier}, one file too many`];
    return importedByHelper(port, specifier.slice(2), depth + 1);
  });
}

function sources(port: string): string[] {
  return files(`packages/${port}/src`);
}

function text(port: string, file: string): string {
  return read(`packages/${port}/src/${file}`);
}

function files(folder: string, before = ""): string[] {
  return globSync(`${folder}/*.ts`, { cwd: rootPath })
    .map((path) => before + basename(path))
    .toSorted();
}

function read(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** Names of exported functions and constants, without the file that runs elsewhere, which only some ports have. */
function exportedNames(source: string): string[] {
  const declared = /^export (?:async )?(?:function\*?|const|class) (\w+)|^export \{([^}]*)\} from/gm;
  // What a file passes on counts as if it stood there, but for types.
  const passedOn = (list: string) =>
    Array.from(list.matchAll(/(type )?(\w+)/g), ([, type, name]) =>
      type === undefined ? (name as string) : "",
    );
  return Array.from(source.matchAll(declared), ([, name, list]) =>
    name === undefined ? passedOn(list as string) : [name],
  )
    .flat()
    .filter((name) => !["", "worker", "machine", "child", "pool"].includes(name));
}
