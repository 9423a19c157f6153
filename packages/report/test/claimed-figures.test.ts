import { describe, expect, it } from "vitest";
import { claimedFigures } from "../src/claimed-figures.ts";

const at = (estimate: number, low: number, high: number) => ({ estimate, low, high });

describe("claimedFigures()", () => {
  it("writes two decimals where these read like the verdict", () => {
    expect(claimedFigures(at(1.084, 1.051, 1.123), "different")).toEqual({
      factor: "1.08×",
      interval: "1.05–1.12",
    });
    expect(claimedFigures(at(1.001, 0.971, 1.029), "equivalent")).toEqual({
      factor: "1.00×",
      interval: "0.97–1.03",
    });
  });

  it("never lets a difference look as if it were none", () => {
    expect(claimedFigures(at(1.0312, 1.01, 1.06), "different").factor).toBe("1.031×");
    expect(claimedFigures(at(1.05, 1.0032, 1.09), "different").interval).toBe("1.003–1.090");
    expect(claimedFigures(at(0.9703, 0.95, 0.9991), "different")).toEqual({
      factor: "0.970×",
      interval: "0.950–0.999",
    });
  });

  it("never lets an open comparison look as if it were decided", () => {
    expect(claimedFigures(at(1, 0.95, 1.1003), "inconclusive").interval).toBe("0.9500–1.1003");
    expect(claimedFigures(at(1, 0.98, 1.0304), "close").interval).toBe("0.9800–1.0304");
    expect(claimedFigures(at(1, 0.9, 1.2), "inconclusive").interval).toBe("0.90–1.20");
  });

  it("writes no interval where there is none", () => {
    expect(claimedFigures({ estimate: 1.2 }, "unclaimed")).toEqual({ factor: "1.20×", interval: undefined });
  });
});
