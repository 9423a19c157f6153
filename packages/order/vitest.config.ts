// As for every package, but programs keep the words in which they are written: their text is what is run.
import { mergeConfig } from "vitest/config";
import shared from "../../vitest.config.ts";

export default mergeConfig(shared, { oxc: { target: "esnext" } });
