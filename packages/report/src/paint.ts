// Colors of a terminal, by what they mean; nothing at all when colors are off.
import { styleText } from "node:util";

export type Meaning = "bold" | "dim" | "good" | "fair" | "bad" | "running" | "blocking" | "waiting" | "model";

export type Paint = Readonly<Record<Meaning, (text: string) => string>>;

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<Meaning, Style>> = {
  bold: "bold",
  dim: "dim",
  good: "green",
  fair: "yellow",
  bad: "red",
  running: "cyan",
  blocking: "red",
  waiting: "gray",
  model: ["bold", "blue"],
};

/** Whoever asks for colors has looked at the terminal already: here nothing is guessed. */
export function paint(on: boolean): Paint {
  const entries = Object.entries(styles).map(([meaning, style]) => [
    meaning,
    on ? (text: string) => styleText(style, text, { validateStream: false }) : (text: string) => text,
  ]);
  return Object.fromEntries(entries) as Paint;
}
