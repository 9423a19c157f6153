// What is folded, and how it comes into view.

/** Unfolds everything that an element is folded in, itself included. */
export function unfold(element: Element | null): void {
  for (let inside = element?.closest("details"); inside; inside = inside.parentElement?.closest("details"))
    inside.open = true;
}
