// What a project's config gives a command line.

import { suites } from "@byturns/suites";
import type { FoundConfig } from "../own/config.ts";
import { Usage } from "../text/errors.ts";
import { known } from "../text/nearest.ts";

/** The part of a command line that a config may fill in. */
interface Defaulted {
  readonly examples: readonly string[];
  readonly suite: string | undefined;
  readonly profile: string | undefined;
  readonly runtimes: readonly string[];
  readonly budget: string | undefined;
}

/**
 * What the command line leaves to the project's config: flags, and the files of a suite that has a name there.
 *
 * @returns it, with the config's file where the runtimes, or the examples, come from it.
 * @throws Usage when neither the config nor this project has a suite of that name.
 */
export function withConfig(
  { examples, suite, profile, runtimes, budget }: Defaulted,
  found: FoundConfig | undefined,
): Omit<Defaulted, "examples"> & {
  readonly args: readonly string[];
  readonly from?: FoundConfig;
  readonly runtimesFrom?: string;
} {
  if (found === undefined) return { args: examples, suite, profile, runtimes, budget };
  const { file, config } = found;
  const own = new Map(Object.entries(config.suites ?? {}));
  if (suite !== undefined) known("suite", suite, [...own.keys(), ...Object.keys(suites)]);
  const files = suite === undefined ? undefined : own.get(suite);
  if (files !== undefined && examples.length > 0) {
    throw new Usage(
      `Cannot take ${examples.join(", ")} beside --suite ${suite}, which names files of its own`,
    );
  }
  return {
    ...(files === undefined
      ? { args: examples, suite }
      : { args: files.map(asPath), from: found, suite: undefined }),
    profile: profile ?? config.profile,
    ...(runtimes.length > 0 || config.runtimes === undefined
      ? { runtimes }
      : { runtimes: config.runtimes, runtimesFrom: file }),
    budget: budget ?? config.budget,
  };
}

/** Names in a config are always files. */
const asPath = (name: string) => (/^[./\\]/.test(name) ? name : `./${name}`);
