// A process that runs one input of one example and prints the result: for cases that cannot be tested inside the test
// process, because they affect a whole process.

import { makeContext } from "@byturns/context";
import { loadModel } from "@byturns/host";

const { model, example, input } = JSON.parse(process.argv[2] ?? "{}");
const printed: string[] = [];
const recorder = { span: () => {}, line: ({ text }: { text: string }) => printed.push(text) };
const port = await loadModel(model);
await using openExample = await port.open(example, makeContext({ threads: 1, recorder }));
console.log(JSON.stringify({ output: await openExample.run(input), printed }));
