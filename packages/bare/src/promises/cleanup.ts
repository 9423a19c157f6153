// Tasks one after another, each an `await` inside of try and finally.
interface Input {
  readonly tasks: number;
  readonly fails: boolean;
}

export async function run({ tasks, fails }: Input, signal: AbortSignal) {
  let isOpen = false;
  const closing = async (task: number) => {
    if (isOpen) throw new TypeError("The resource is still open");
    isOpen = true;
    try {
      await nothing;
      if (fails) throw new Error(`Task ${task} failed`);
      return task;
    } finally {
      isOpen = false;
    }
  };
  let [done, sum, failed] = [0, 0, 0];
  for (let task = 0; task < tasks; task++) {
    signal.throwIfAborted();
    try {
      sum += await closing(task);
      done += 1;
    } catch {
      failed += 1;
    }
  }
  return { done, sum, failed, observed: null };
}

const nothing = Promise.resolve();
