// Tasks one after another, each an `await` inside of try and finally.
export async function run({ tasks }: { readonly tasks: number }) {
  let isOpen = false;
  const closing = async (task: number) => {
    if (isOpen) throw new TypeError("The resource is still open");
    isOpen = true;
    try {
      await nothing;
      return task;
    } finally {
      isOpen = false;
    }
  };
  let sum = 0;
  for (let task = 0; task < tasks; task++) sum += await closing(task);
  return { done: tasks, sum, failed: 0, observed: null };
}

const nothing = Promise.resolve();
