// What a narrow screen needs: parts that fold away, and a sign that a table goes on to the right.

/** Narrower than this, what may fold away is folded at first. */
const roomy = "(min-width: 48rem)";

/** Unfolds, where there is room for them, the parts that are marked so; folds them where there is none. */
export function startFolds(): void {
  const width = matchMedia(roomy);
  const fold = () => {
    for (const part of document.querySelectorAll<HTMLDetailsElement>("details[data-roomy]"))
      part.open = width.matches;
  };
  fold();
  width.addEventListener("change", fold);
}

/** Keeps on the element around a region whether there is more of it to the right. */
export function watchRight(region: HTMLElement): void {
  const around = region.parentElement;
  const mark = () => {
    const hidden = region.scrollWidth - region.clientWidth - region.scrollLeft;
    around?.classList.toggle("at-end", hidden <= 1);
  };
  region.addEventListener("scroll", mark, { passive: true });
  new ResizeObserver(mark).observe(region);
  mark();
}
