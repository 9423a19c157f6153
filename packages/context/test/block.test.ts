import { describe, expect, it } from "vitest";
import { block } from "../src/block.ts";

describe("block()", () => {
  it("lets nothing else run on its thread", async () => {
    let turned = false;
    const turn = new Promise<void>((resolve) => {
      setTimeout(() => {
        turned = true;
        resolve();
      }, 0);
    });
    block(5);
    expect(turned).toBe(false);
    await turn;
  });
});
