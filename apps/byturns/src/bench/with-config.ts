// What a project's config gives a command line.
import type { FoundConfig } from "../own/config.ts";
import { Usage } from "../text/errors.ts";

/** The part of a command line that a config may fill in. */
interface Defaulted {
  readonly examples: readonly string[];
  readonly suite: string | undefined;
  readonly profile: string | undefined;
  readonly runtimes: readonly string[];
  readonly budget: string | undefined;
}

/** What the command line leaves to the project's config: flags, and the files of a suite that has a name there. */
export function withConfig(
  { examples, suite, profile, runtimes, budget }: Defaulted,
  found: FoundConfig | undefined,
): Omit<Defaulted, "examples"> & {
  readonly args: readonly string[];
  readonly from?: string;
} {
  if (found === undefined) return { args: examples, suite, profile, runtimes, budget };
  const { folder, config } = found;
  const files = suite === undefined ? undefined : config.suites?.[suite];
  if (files !== undefined && examples.length > 0) {
    throw new Usage(
      `Cannot take ${examples.join(", ")} beside --suite ${suite}, which names files of its own`,
    );
  }
  return {
    ...(files === undefined
      ? { args: examples, suite }
      : { args: files.map(asPath), from: folder, suite: undefined }),
    profile: profile ?? config.profile,
    runtimes: runtimes.length > 0 ? runtimes : (config.runtimes ?? []),
    budget: budget ?? config.budget,
  };
}

/** Names in a config are always files. */
const asPath = (name: string) => (/^[./\\]/.test(name) ? name : `./${name}`);
