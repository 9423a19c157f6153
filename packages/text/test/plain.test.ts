import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, label, output, slug, terminalText } from "../src/plain.ts";

const hostile = "\u001b[2J\u001b]0;title\u0007\u202eabc\u0085\r\n";

/** Characters that control a terminal: every control character but tab and line feed. */
const steering = /[^\P{Cc}\n\t]/u;

describe("terminalText()", () => {
  it("leaves no control character but line feed and tab, whatever the input", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(terminalText(text)).not.toMatch(steering);
      }),
    );
    expect(terminalText(hostile)).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e]/u);
  });

  it("keeps colors when asked to, and no other escape sequence", () => {
    expect(terminalText("\u001b[31mred\u001b[39m\u001b[2Jx", true)).toBe("\u001b[31mred\u001b[39m␛[2Jx");
  });

  it("keeps ordinary text of any language as it is", () => {
    expect(terminalText("12.4 µs – 読む\tnaïve\n")).toBe("12.4 µs – 読む\tnaïve\n");
  });
});

describe("label() and output()", () => {
  it("label() is one line and shows the length of what it cut", () => {
    expect(label(`a\nb${"c".repeat(200)}`)).toMatch(/^a␊b/);
    expect(label("x".repeat(1_000))).toContain("(1,000 characters)");
  });

  it("output() keeps line breaks and tabs, drops colors, and makes other control characters visible", () => {
    expect(output("\u001b[31mred\u001b[39m\r\n\tx\u0007")).toBe("red\n\tx␇");
  });

  it("cut() keeps a text that is short enough", () => expect(cut("abc", 3)).toBe("abc"));

  it("slug() is never empty, and safe in an address", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(slug(text)).toMatch(/^[\w.-]+$/);
      }),
    );
  });
});
