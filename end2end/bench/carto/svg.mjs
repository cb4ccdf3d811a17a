// The graph as plain SVG: a shape and a name for each node, a line for each link, and a window that is moved by changing `viewBox`.
import { LINE, colour, links, nodes, radius } from "./graph.mjs";

/** Outlines around 0 0, ten from there to their farthest point or so. */
const SHAPES = {
  project: "M-9-9H9V9H-9Z",
  idea: "M0-11.5 11.5 0 0 11.5-11.5 0Z",
  resource: "M-5.5-9.5H5.5L11 0 5.5 9.5H-5.5L-11 0Z",
  theme: "M0-12.5 3.4-4.6 12-3.9 5.5 1.8 7.4 10.1 0 5.7-7.4 10.1-5.5 1.8-12-3.9-3.4-4.6Z",
  problem: "M0-11.5 11 8H-11Z",
  tool: "M0-11 10.5-3.4 6.5 9H-6.5L-10.5-3.4Z",
};
const DISC = "M-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0Z";
const MARGIN = 60;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const at = new Map(nodes.map((node) => [node.id, node]));
const line = ({ source, target }) => {
  const [from, to] = [at.get(source), at.get(target)];
  return `<path d="M${from.x} ${from.y}L${to.x} ${to.y}"/>`;
};
const shape = (node) => {
  const size = radius(node);
  const path = `<path transform="scale(${size / 10})" fill="${colour(node)}" d="${SHAPES[node.type] ?? DISC}"/>`;
  return `<g transform="translate(${node.x} ${node.y})">${path}<text y="${size + 13}">${escaped(node.label)}</text></g>`;
};
const within = document.getElementById("window");
within.innerHTML = `<svg width="100%" height="100%" font-family="system-ui, sans-serif" font-size="13" text-anchor="middle">
  <g fill="none" stroke="${LINE}" stroke-width="1.2">${links.map(line).join("")}</g>${nodes.map(shape).join("")}</svg>`;
const svg = within.querySelector("svg");
const { width, height } = within.getBoundingClientRect();
const least = (axis) => Math.min(...nodes.map((node) => node[axis])) - MARGIN;
const size = (axis) => Math.max(...nodes.map((node) => node[axis])) + MARGIN - least(axis);
const scale = Math.min(width / size("x"), height / size("y"));
const view = { x: 0, y: 0, width: width / scale, height: height / scale };
view.x = least("x") + (size("x") - view.width) / 2;
view.y = least("y") + (size("y") - view.height) / 2;
const look = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
look();
svg.addEventListener("pointerdown", (event) => svg.setPointerCapture(event.pointerId));
svg.addEventListener("pointermove", (event) => {
  if (!svg.hasPointerCapture(event.pointerId)) return;
  view.x -= (event.movementX * view.width) / width;
  view.y -= (event.movementY * view.height) / height;
  look();
});
svg.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    const box = within.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / width, (event.clientY - box.top) / height];
    const times = Math.exp(event.deltaY * 0.0018);
    view.x += x * view.width * (1 - times);
    view.y += y * view.height * (1 - times);
    view.width *= times;
    view.height *= times;
    look();
  },
  { passive: false },
);
globalThis.painted();
