// What the page does beyond being read. Without it, the page is whole, and shows time against the best.
import { startAdvice } from "./advice.ts";
import { unfold } from "./fold.ts";
import { startFolds } from "./narrow.ts";
import { startTimelines } from "./timelines.ts";
import { startMatrix } from "./views.ts";

startFolds();
startMatrix();
startTimelines();
startAdvice();
openTarget();
addEventListener("hashchange", openTarget);

/** A link into something folded opens it. */
function openTarget(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === "" || id.includes("=")) return;
  const target = document.getElementById(id);
  unfold(target);
  target?.scrollIntoView();
}
