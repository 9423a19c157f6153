// Cells that gave nothing to compare.

import { label } from "@byturns/text/plain";
import type { Finding, Material } from "../model.ts";
import { named, nameOf } from "./naming.ts";

export function troubles(material: Material): Finding[] {
  return material.examples.flatMap(({ id, cases }) =>
    cases.flatMap(({ input, cells }) =>
      cells
        .filter(({ state }) => state === "wrong" || state === "failed")
        .map((cell) => ({
          kind: "trouble" as const,
          figure: "✕",
          text: `${named(id, input)} gives nothing to compare with ${label(cell.model)} on ${nameOf(cell.runtime, material)}.`,
          evidence: cell.reason ?? "",
          anchor: cell.anchor,
        })),
    ),
  );
}
