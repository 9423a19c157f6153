// What children have used: each is asked, and answers for itself.
import type { Elsewhere } from "@byturns/context";
import type { Child } from "./child.ts";
import { ProcessLost } from "./process-lost.ts";

/** Asks children what they have used. */
export class Usages {
  readonly #open = new Map<number, (used: Elsewhere) => void>();
  #nextId = 1;

  /**
   * The sum over these children.
   *
   * @throws ProcessLost when one of them ends before it answers.
   */
  async of(children: readonly Child[]): Promise<Elsewhere> {
    const used = await Promise.all(children.map((child) => this.#ask(child)));
    const sum = (of: keyof Elsewhere) => used.reduce((sum, one) => sum + one[of], 0);
    return {
      userUs: sum("userUs"),
      systemUs: sum("systemUs"),
      voluntarySwitches: sum("voluntarySwitches"),
      involuntarySwitches: sum("involuntarySwitches"),
      rssBytes: sum("rssBytes"),
      peakRssBytes: sum("peakRssBytes"),
    };
  }

  receive(id: number, used: Elsewhere): void {
    this.#open.get(id)?.(used);
    this.#open.delete(id);
  }

  #ask(child: Child): Promise<Elsewhere> {
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<Elsewhere>();
    this.#open.set(id, resolve);
    child.gone.then(() => {
      if (this.#open.delete(id)) reject(new ProcessLost(`${child.lane} ended before it answered`));
    });
    child.hold(true);
    child.send({ usage: id });
    return promise;
  }
}
