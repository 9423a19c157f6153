// As for every package, but probes are loaded by Node itself: their text is what is run, and must be as it is written.
import { mergeConfig } from "vitest/config";
import shared from "../../vitest.config.ts";

export default mergeConfig(shared, {
  test: { server: { deps: { external: [/\/packages\/order\/src\/probes\//] } } },
});
