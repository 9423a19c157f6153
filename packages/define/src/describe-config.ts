// A config as data, or what is wrong with it. Runs in the process that loads the file: on the way to the lab, JSON loses
// what it cannot hold.
import { isRecord, onlyFields, shown, Wrong } from "./checks.ts";
import type { Config } from "./config.ts";

const fields = ["profile", "runtimes", "models", "out", "budget", "suites"];

/**
 * @returns the config.
 * @throws Wrong with the first thing that is wrong with it.
 */
export function configOf(given: unknown): Config {
  const wanted = "write export default defineConfig({ … })";
  if (given === undefined) throw new Wrong(`it has no default export: ${wanted}`, "default");
  if (!isRecord(given) || Object.prototype.toString.call(given) !== "[object Object]") {
    throw new Wrong(`its default export is ${shown(given)}: ${wanted}`, "default");
  }
  onlyFields(given, fields, "a config");
  for (const [name, value] of Object.entries(given)) {
    if (["profile", "out", "budget"].includes(name) && !(typeof value === "string" && value.trim() !== "")) {
      throw new Wrong(`its ${name} must be a text, not ${shown(value)}`, name);
    }
    if (["runtimes", "models"].includes(name) && !isTexts(value)) {
      throw new Wrong(`its ${name} must be a list of texts, not ${shown(value)}`, name);
    }
    if (name === "suites" && !(isRecord(value) && Object.values(value).every(isTexts))) {
      const such = '{ service: ["./bench/*.bench.ts"] }';
      throw new Wrong(`its suites must be lists of files by name, such as ${such}`, name);
    }
  }
  return given;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && one !== "");
