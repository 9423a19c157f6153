// What the operating system says this process has used so far, all threads together.

/** Microseconds of CPU time, and context switches; what those are worth says `tellsSwitches`. */
export interface Usage {
  readonly userUs: number;
  readonly systemUs: number;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
}

/** Deno has had it since 2.9. */
const tellsResources = typeof process.resourceUsage === "function";

/** Reads what was used so far. */
export function usage(): Usage {
  if (!tellsResources) {
    const { user, system } = process.cpuUsage();
    return { userUs: user, systemUs: system, voluntarySwitches: 0, involuntarySwitches: 0 };
  }
  const seen = process.resourceUsage();
  return {
    userUs: seen.userCPUTime,
    systemUs: seen.systemCPUTime,
    voluntarySwitches: seen.voluntaryContextSwitches,
    involuntarySwitches: seen.involuntaryContextSwitches,
  };
}

/** Whether context switches are counted here: no process gets as far as its first call without one. */
export function tellsSwitches(): boolean {
  const { voluntarySwitches, involuntarySwitches } = usage();
  return voluntarySwitches + involuntarySwitches > 0;
}

/** Peak resident set so far, as the operating system counts it; undefined where the runtime does not tell it. */
export function peakRssBytes(): number | undefined {
  return tellsResources ? process.resourceUsage().maxRSS * 1_024 : undefined;
}
