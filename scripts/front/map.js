/* What the map adds where there is JavaScript: zoom, what belongs together lit up, clusters that open. Without it the first view is complete. */

import { select } from "d3-selection";
import "d3-transition";
import { zoom, zoomIdentity, zoomTransform } from "d3-zoom";

const NEAREST = 14;
const OPENED = 1.6; // how much closer than where clusters open one is taken to see what was in one
const [ABOVE, BESIDE] = [20, 40]; // what is left around marks, for their names
const held = {}; // the transform of each layout: a filter swaps the drawings and keeps the place one was looking at
const still = matchMedia("(prefers-reduced-motion: reduce)");

function begin() {
  const figure = document.querySelector(".map-figure");
  if (!figure || figure.dataset.begun) return;
  figure.dataset.begun = "yes";
  const tools = figure.querySelector(".map-tools");
  tools.hidden = false;
  figure.querySelectorAll("svg.map").forEach((svg) => prepare(svg, figure));
  tools.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-zoom]");
    if (asked) look(shown(figure), asked.dataset.zoom, Number(figure.dataset.near));
  });
  document.querySelectorAll(".map-ties li").forEach((line) => {
    const pair = line.dataset.of;
    if (!pair) return;
    const on = () => figure.querySelectorAll("svg.map").forEach((svg) => light(svg, new Set([pair]), new Set(pair.split("~"))));
    const off = () => figure.querySelectorAll("svg.map").forEach(dim);
    line.addEventListener("mouseenter", on);
    line.addEventListener("mouseleave", off);
    line.addEventListener("focusin", on);
    line.addEventListener("focusout", off);
  });
}

const shown = (figure) => [...figure.querySelectorAll("svg.map")].find((svg) => getComputedStyle(svg).display !== "none");
const layout = (svg) => (svg.classList.contains("tall") ? "tall" : "wide");

function prepare(svg, figure) {
  const stage = svg.querySelector(".stage");
  const near = Number(figure.dataset.near);
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const zooming = zoom()
    .scaleExtent([1, NEAREST])
    .extent([[0, 0], [width, height]])
    .translateExtent([[0, 0], [width, height]])
    // One finger and the plain wheel scroll the page; two fingers, or the wheel with Ctrl, are for the map.
    .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : event.type.startsWith("touch") ? event.touches.length > 1 || zoomTransform(svg).k > 1 : !event.button))
    .on("zoom", ({ transform }) => {
      held[layout(svg)] = transform;
      stage.setAttribute("transform", transform);
      stage.classList.toggle("close", transform.k >= near);
      svg.classList.toggle("is-zoomed", transform.k > 1);
      svg.style.setProperty("--unzoom", transform.k ** -0.85);
    });
  svg.classList.add("can-zoom");
  svg.zooming = zooming;
  select(svg).call(zooming);
  if (held[layout(svg)]) select(svg).call(zooming.transform, held[layout(svg)]);
  svg.addEventListener("mouseover", (event) => around(svg, event.target));
  svg.addEventListener("mouseout", () => dim(svg));
  svg.addEventListener("focusin", (event) => around(svg, event.target));
  svg.addEventListener("focusout", () => dim(svg));
  svg.addEventListener("click", (event) => follow(svg, event, near));
}

function moved(svg, transform) {
  const chosen = select(svg);
  (still.matches ? chosen : chosen.transition().duration(450)).call(svg.zooming.transform, transform);
}

function look(svg, where, near) {
  const by = { in: 1.8, out: 1 / 1.8 }[where];
  if (by) {
    (still.matches ? select(svg) : select(svg).transition().duration(200)).call(svg.zooming.scaleBy, by);
    return;
  }
  const points = pointsOf(svg, where);
  if (!points.length) return moved(svg, zoomIdentity);
  const [left, right] = ends(points.map(([x]) => x));
  const [top, bottom] = ends(points.map(([, y]) => y));
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const k = Math.min(width / (right - left + 2 * BESIDE), height / (bottom - top + 2 * ABOVE), near * OPENED);
  moved(svg, within(svg, zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-(left + right) / 2, -(top + bottom) / 2)));
}

const ends = (numbers) => [Math.min(...numbers), Math.max(...numbers)];

/* Where the marks of a country stand: they may lie in a third of its panel, which has nearly the size of the sheet already. */
function pointsOf(svg, country) {
  const panel = svg.querySelector(`[data-panel="${country}"]`);
  if (!panel) return [];
  const [left, top] = at(panel);
  const ground = panel.querySelector("rect");
  const [right, bottom] = [left + Number(ground.getAttribute("width")), top + Number(ground.getAttribute("height"))];
  const found = [...svg.querySelectorAll(".far .node")].map(at).filter(([x, y]) => x >= left && x <= right && y >= top && y <= bottom);
  return found.length ? found : [[left, top], [right, bottom]];
}

const at = (mark) => mark.getAttribute("transform").match(/-?[\d.]+/g).map(Number);

/* d3 moves as it is told: that nothing beside the sheet shows is asked for by whoever tells it. */
const within = (svg, transform) => svg.zooming.constrain()(transform, svg.zooming.extent()(), svg.zooming.translateExtent());

/* What belongs together */

function around(svg, target) {
  const node = target.closest?.(".node");
  if (node) {
    const ends = new Set(node.dataset.at.split(" "));
    const pairs = new Set();
    svg.querySelectorAll(".arc[data-of]").forEach((arc) => pairsOf(arc).filter((pair) => pair.split("~").some((end) => ends.has(end))).forEach((pair) => pairs.add(pair)));
    light(svg, pairs, new Set([...pairs].flatMap((pair) => pair.split("~"))));
  } else if (target.matches?.(".arc[data-of]")) {
    light(svg, new Set(pairsOf(target)), new Set(pairsOf(target).flatMap((pair) => pair.split("~"))));
  }
}

const pairsOf = (arc) => arc.dataset.of.split(" ");

function light(svg, pairs, ends) {
  svg.classList.add("has-lit");
  svg.querySelectorAll(".arc[data-of]").forEach((arc) => arc.classList.toggle("lit", pairsOf(arc).some((pair) => pairs.has(pair))));
  svg.querySelectorAll(".node").forEach((node) => node.classList.toggle("lit", node.dataset.at.split(" ").some((end) => ends.has(end))));
  document.querySelectorAll(".map-ties li").forEach((line) => line.classList.toggle("lit", pairs.has(line.dataset.of)));
}

function dim(svg) {
  svg.classList.remove("has-lit");
  svg.querySelectorAll(".lit").forEach((each) => each.classList.remove("lit"));
  document.querySelectorAll(".map-ties .lit").forEach((each) => each.classList.remove("lit"));
}

/* A cluster opens; an arc leads where its line of the list does. */

function follow(svg, event, near) {
  const node = event.target.closest(".node");
  const first = node?.dataset.at.split(" ")[0];
  if (node && node.dataset.at.includes(" ") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const [x, y] = at(node);
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    moved(svg, within(svg, zoomIdentity.translate(width / 2, height / 2).scale(near * OPENED).translate(-x, -y)));
    const member = [...svg.querySelectorAll(".near .node")].find((each) => each.dataset.at === first);
    if (event.detail === 0 && member) setTimeout(() => member.focus(), still.matches ? 0 : 500); // asked by keyboard
  } else if (!node && event.target.matches(".arc[data-of]")) {
    const pairs = pairsOf(event.target);
    const link = [...document.querySelectorAll(".map-ties li")].find((line) => pairs.includes(line.dataset.of))?.querySelector("a");
    if (link && pairs.length === 1) link.click();
    else if (link) link.focus();
  }
}

begin();
document.body.addEventListener("htmx:afterSettle", begin);
