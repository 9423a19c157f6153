// Sends its parent a thousand objects of three properties, over the channel of messages, and ends.
const objects = Array.from({ length: 1_000 }, (_, value) => ({ pauseMs: 0, value, fails: false }));
process.send?.(objects, () => process.disconnect?.());
