// The graph by Cytoscape.js: a canvas. The edges that its manual advises for large graphs (haystack, without heads), which are its own choice.
import cytoscape from "cytoscape";
import { LINE, colour, links, nodes, radius } from "./graph.mjs";

const SHAPES = {
  project: "rectangle",
  actor: "ellipse",
  idea: "diamond",
  resource: "hexagon",
  meetup: "round-rectangle",
  theme: "star",
  problem: "triangle",
  tool: "pentagon",
  place: "ellipse",
};
/** Letters that are lower than this on the screen are left out. */
const READABLE = 9;

const cy = cytoscape({
  container: document.getElementById("window"),
  elements: [
    ...nodes.map((node) => ({
      data: { id: node.id, label: node.label, shape: SHAPES[node.type], colour: colour(node), size: 2 * radius(node) },
      position: { x: node.x, y: node.y },
    })),
    ...links.map(({ source, target, label }) => ({ data: { source, target, label } })),
  ],
  layout: { name: "preset" },
  // A step of the wheel comes as much nearer as in ours: it takes 100 pixels for 3, and 250 of those for ten times as near.
  wheelSensitivity: 6.5,
  style: [
    {
      selector: "node",
      style: {
        shape: "data(shape)",
        width: "data(size)",
        height: "data(size)",
        "background-color": "data(colour)",
        label: "data(label)",
        "font-size": 13,
        "min-zoomed-font-size": READABLE,
      },
    },
    {
      selector: "edge",
      style: { width: 1.2, "line-color": LINE, label: "data(label)", "font-size": 11, "min-zoomed-font-size": READABLE },
    },
  ],
});
cy.fit(undefined, 48);
cy.one("render", () => globalThis.painted());
