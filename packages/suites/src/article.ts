// The walk-through with the article's own figures.
import { specs } from "@byturns/spec";
import type { Suite } from "./suite.ts";

/** Every input whose name begins with `article`. */
export const article: Suite = {
  id: "article",
  title: "The article's figures",
  once: true,
  forks: 1,
  resourceForks: 0,
  cases: Object.values(specs).flatMap(({ id, inputs }) =>
    Object.keys(inputs)
      .filter((input) => input.startsWith("article"))
      .map((input) => ({ example: id, input })),
  ),
};
