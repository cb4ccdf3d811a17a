// The graph that stands in the page, with what the pages of others beside this file draw it with.

const COLOURS = {
  project: "#8c5a0c",
  actor: "#1f6f6b",
  idea: "#b5371f",
  resource: "#3f4e87",
  meetup: "#6e3562",
  theme: "#2f6b3a",
  problem: "#4d4a45",
  tool: "#7a5c86",
  place: "#3f4e87",
};

export const LINE = "#5a6472";
export const { nodes, links } = JSON.parse(document.getElementById("graph").textContent);
export const colour = ({ type }) => COLOURS[type] ?? LINE;

const degrees = new Map();
for (const end of links.flatMap(({ source, target }) => [source, target])) degrees.set(end, (degrees.get(end) ?? 0) + 1);

/** How wide a node is drawn, from its middle: as in `boucle_carto::layout::radius`. */
export const radius = ({ id }) => Math.min(22, 7 + 2.2 * Math.sqrt(degrees.get(id) ?? 0));
