// The search: looks through an index that is part of the site, and asks no server.
import MiniSearch from "minisearch";

const form = document.querySelector('form[role="search"]');
const input = document.querySelector("#search");
const status = document.querySelector("#found");
const list = document.querySelector("#results");
const { base } = form.dataset;
const mostResults = 12;

/** Loaded when the search is first used: most readers come for one page. */
let loading;
const load = () => {
  loading ??= fetch(`${base}assets/search.json`)
    .then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      return response.text();
    })
    .then((text) =>
      MiniSearch.loadJSON(text, {
        fields: ["heading", "page", "text"],
        storeFields: ["heading", "page", "address"],
        searchOptions: { prefix: true, fuzzy: 0.1, boost: { heading: 4, page: 2 }, combineWith: "AND" },
      }),
    );
  return loading;
};

const show = async () => {
  const query = input.value.trim();
  let found = [];
  let words = "";
  try {
    const index = query === "" ? undefined : await load();
    found = index?.search(query) ?? [];
    if (query !== "") words = found.length === 0 ? "Nothing found" : `${found.length} found`;
  } catch (error) {
    loading = undefined;
    words = `The search index could not be loaded: ${error.message}`;
  }
  if (query !== input.value.trim()) return;
  status.textContent = words;
  list.replaceChildren(
    ...found.slice(0, mostResults).map(({ address, page, heading }) => {
      const link = document.createElement("a");
      link.href = base + address;
      link.textContent = page === heading ? page : `${page}: ${heading}`;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
};

form.hidden = false;
input.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.click();
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  input.value = "";
  input.focus();
  show();
});
