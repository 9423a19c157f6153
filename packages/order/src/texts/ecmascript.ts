// Sentences of ECMAScript that probes hold runtimes to.
import type { Text } from "../probe.ts";

export const promiseJobsInOrder: Text = {
  by: "ECMAScript",
  quote: "Jobs must run in the same order as the HostEnqueuePromiseJob invocations that scheduled them.",
  link: "https://tc39.es/ecma262/#sec-hostenqueuepromisejob",
  date: "2026-11-29",
};

export const jobsInterruptNothing: Text = {
  by: "ECMAScript",
  quote:
    "A Job is an Abstract Closure with no parameters that initiates an ECMAScript computation when no other ECMAScript computation is currently in progress.",
  link: "https://tc39.es/ecma262/#sec-jobs",
  date: "2026-11-29",
};

export const thenableJob: Text = {
  by: "ECMAScript",
  quote:
    "This Job uses the supplied thenable and its then method to resolve the given promise. This process must take place as a Job to ensure that the evaluation of the then method occurs after evaluation of any surrounding code has completed.",
  link: "https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob",
  date: "2026-11-29",
};

export const combinatorsPerformThen: Text = {
  by: "ECMAScript",
  quote: 'Perform ? Invoke(nextPromise, "then", « onFulfilled, resultCapability.[[Reject]] »).',
  link: "https://tc39.es/ecma262/#sec-performpromiseall",
  date: "2026-11-29",
};

export const finallyInvokesThen: Text = {
  by: "ECMAScript",
  quote: 'Let p be ? PromiseResolve(C, result). … Return ? Invoke(p, "then", « valueThunk »).',
  link: "https://tc39.es/ecma262/#sec-promise.prototype.finally",
  date: "2026-11-29",
};

export const yieldAwaits: Text = {
  by: "ECMAScript",
  quote: "If generatorKind is async, return ? AsyncGeneratorYield(? Await(value)).",
  link: "https://tc39.es/ecma262/#sec-yield",
  date: "2026-11-29",
};

export const asyncFromSync: Text = {
  by: "ECMAScript",
  quote: "Let valueWrapper be Completion(PromiseResolve(%Promise%, value)).",
  link: "https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation",
  date: "2026-11-29",
};

export const disposeInReverse: Text = {
  by: "ECMAScript",
  quote:
    "For each element resource of disposeCapability.[[DisposableResourceStack]], in reverse list order, do",
  link: "https://tc39.es/proposal-explicit-resource-management/#sec-disposeresources",
  date: "2026-11-29",
};

export const modulesPendOnDependencies: Text = {
  by: "ECMAScript",
  quote: "Set module.[[PendingAsyncDependencies]] to module.[[PendingAsyncDependencies]] + 1.",
  link: "https://tc39.es/ecma262/#sec-innermoduleevaluation",
  date: "2026-11-29",
};

export const dynamicImportEvaluates: Text = {
  by: "ECMAScript",
  quote: "Let evaluatePromise be module.Evaluate().",
  link: "https://tc39.es/ecma262/#sec-ContinueDynamicImport",
  date: "2026-11-29",
};

export const keptUntilCleared: Text = {
  by: "ECMAScript",
  quote:
    "When the abstract operation AddToKeptObjects is called with a target object or symbol, it adds the target to a list that will point strongly at the target until ClearKeptObjects is called.",
  link: "https://tc39.es/ecma262/#sec-addtokeptobjects",
  date: "2026-11-29",
};

export const keptObjectsCleared: Text = {
  by: "ECMAScript",
  quote:
    "ECMAScript implementations are expected to call ClearKeptObjects when a synchronous sequence of ECMAScript executions completes.",
  link: "https://tc39.es/ecma262/#sec-clear-kept-objects",
  date: "2026-11-29",
};

export const cleanupSometime: Text = {
  by: "ECMAScript",
  quote:
    "An implementation of HostEnqueueFinalizationRegistryCleanupJob schedules cleanupJob to be performed at some future time, if possible.",
  link: "https://tc39.es/ecma262/#sec-host-cleanup-finalization-registry",
  date: "2026-11-29",
};

export const jobsMayDifferInPriority: Text = {
  by: "ECMAScript",
  quote: "Host environments are not required to treat Jobs uniformly with respect to scheduling.",
  link: "https://tc39.es/ecma262/#sec-jobs",
  date: "2026-11-29",
};

export const notifyResolvesInAgent: Text = {
  by: "ECMAScript",
  quote:
    "Perform EnqueueResolveInAgentJob(waiterRecord.[[AgentSignifier]], waiterRecord.[[PromiseCapability]], waiterRecord.[[Result]]).",
  link: "https://tc39.es/ecma262/#sec-notifywaiter",
  date: "2026-11-29",
};
