// The graph by sigma.js: WebGL. Its discs, its lines and its choice of names. Version 3: where there is no graphics processor,
// version 4.0.4 does not draw the nodes.
import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { LINE, colour, links, nodes, radius } from "./graph.mjs";

/** Sizes are pixels at the first look, where the whole graph is in the window: as much smaller as ours are from far. */
const FAR = 0.35;

const graph = new MultiGraph();
for (const node of nodes) {
  // Its y grows upwards.
  graph.addNode(node.id, { label: node.label, x: node.x, y: -node.y, size: radius(node) * FAR, color: colour(node) });
}
for (const { source, target, label } of links) graph.addEdge(source, target, { label, size: 0.6, color: LINE });
new Sigma(graph, document.getElementById("window"), {
  renderEdgeLabels: true,
  // Each step of the wheel is followed, as far as in ours: otherwise it glides, and passes over steps that come soon.
  zoomDuration: 1,
  zoomingRatio: 1.2,
});
// It was drawn as it was made.
globalThis.painted();
