/**
 * Keeps a map up to date on the light page and in frames, and lets one move about on it.
 *
 * The server has drawn all of it before: without this script the picture and the list are there, as they were when the page
 * was opened. What comes is pieces of markup in which the server has escaped what people wrote; they are read by the
 * browser's parser, which runs nothing, and put in place by their ids.
 */

/** What the server tells (`server/src/watch/step.rs`). */
interface Told {
  whole?: boolean;
  /** Its id, its markup, the element in which it stands, and behind which piece; `null` for the first. */
  set: [id: string, markup: string, into: string, after: string | null][];
  gone: string[];
  news: string[];
  changes: number;
  view: string;
  said: string;
  title: string;
}

type View = [left: number, top: number, width: number, height: number];

const containers = ["map-count", "map-note", "map-edges", "map-vertices", "map-list"];
/** How long what has just changed is marked. */
const marked = 2000;
/** Those who hear the page are told at most once in so long. */
const breath = 5000;
/** After how long a server is asked again that would not have us. */
const patience = 30_000;
/** How far one can go in: so many times nearer than all of it. */
const nearest = 40;

const frame = document.getElementById("map-frame");
const map = document.getElementById("map");
// Pages that say why there is no map have neither.
if (frame && map instanceof SVGSVGElement) {
  const camera = moves(frame, map);
  listens(frame, camera);
}

/** Follows the server for as long as somebody can see the page: a browser opens few connections to one place. */
function listens(frame: HTMLElement, camera: (view: string) => void): void {
  const state = document.getElementById("map-state");
  const { changes = "", live = "", lost = "", away = "" } = frame.dataset;
  const tell = announcer(frame);
  const say = (kind: string, words: string) => {
    if (!state || state.textContent === words) return;
    state.hidden = false;
    state.dataset["kind"] = kind;
    state.textContent = words;
  };
  const address = new URL(changes, location.href);
  let open: EventSource | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(later);
    open?.close();
    open = undefined;
  };
  const listen = () => {
    close();
    if (document.hidden) return;
    const events = new EventSource(address);
    open = events;
    events.addEventListener("open", () => say("live", live));
    events.addEventListener("message", ({ data, lastEventId }: MessageEvent<string>) => {
      const told = JSON.parse(data) as Told;
      put(told);
      camera(told.view);
      tell(told.changes);
      address.searchParams.set("at", lastEventId);
    });
    events.addEventListener("error", () => {
      // The browser tries again by itself, unless the server has said no.
      if (events.readyState !== EventSource.CLOSED) return say("lost", lost);
      say("away", away);
      later = setTimeout(listen, patience);
    });
  };
  listen();
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : listen()));
  // A page that comes back from the browser's memory has lost its connection without a word.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

/** Puts what was told in place. */
function put({ whole, set, gone, news, title }: Told): void {
  const finds = follows();
  if (whole) for (const id of containers) document.getElementById(id)?.replaceChildren();
  for (const id of gone) document.getElementById(id)?.remove();
  for (const [id, markup, into, after] of set) {
    const parent = document.getElementById(into);
    const piece = parent && read(markup, parent);
    // A frame of another site has no list.
    if (!parent || !piece) continue;
    document.getElementById(id)?.remove();
    const before = after === null ? null : document.getElementById(after);
    if (before?.parentElement === parent) before.after(piece);
    else parent.prepend(piece);
  }
  finds();
  const heading = document.getElementById("map-title");
  if (heading && heading.textContent !== title) heading.textContent = title;
  if (!whole) mark(news);
}

/** Whoever reads along stays where they are: remembers the link that has the focus, and finds it in what stands there later. */
function follows(): () => void {
  const link = document.activeElement;
  if (!(link instanceof HTMLAnchorElement || link instanceof SVGAElement)) return () => {};
  const around: { id: string; place: number }[] = [];
  for (let piece = link.closest("[id]"); piece; piece = piece.parentElement?.closest("[id]") ?? null) {
    around.push({ id: piece.id, place: [...piece.querySelectorAll<Element>("a")].indexOf(link) });
  }
  const leads = link.getAttribute("href");
  return () => {
    if (link.isConnected) return;
    for (const { id, place } of around) {
      const links = [...(document.getElementById(id)?.querySelectorAll<HTMLElement | SVGElement>("a") ?? [])];
      const same = links.find((one) => one.getAttribute("href") === leads) ?? links[Math.min(place, links.length - 1)];
      if (same) return same.focus({ preventScroll: true });
    }
  };
}

/** One element, as the parser of where it goes reads it. */
function read(markup: string, parent: Element): Element | null {
  if (parent instanceof SVGElement) {
    const parsed = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`, "image/svg+xml");
    const piece = parsed.documentElement.firstElementChild;
    return piece && parsed.querySelector("parsererror") === null ? document.importNode(piece, true) : null;
  }
  const piece = new DOMParser().parseFromString(markup, "text/html").body.firstElementChild;
  return piece && document.importNode(piece, true);
}

/** Marks for a moment what says something new, for those to whom things may move. */
function mark(ids: readonly string[]): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const pieces = ids.map((id) => document.getElementById(id)).filter((piece) => piece !== null);
  for (const piece of pieces) piece.classList.add("is-news");
  setTimeout(() => pieces.forEach((piece) => piece.classList.remove("is-news")), marked);
}

/** Says how much has changed, to those who hear the page. */
function announcer(frame: HTMLElement): (changes: number) => void {
  const heard = document.getElementById("map-heard");
  const { one = "", many = "" } = frame.dataset;
  let waiting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = () => {
    timer = undefined;
    if (waiting === 0) return;
    if (heard) heard.textContent = waiting === 1 ? one : many.replace("{n}", String(waiting));
    waiting = 0;
    timer = setTimeout(speak, breath);
  };
  return (changes) => {
    waiting += changes;
    if (timer === undefined) speak();
  };
}

/** Lets one go nearer and move about; returns what is called with each new extent of the map. */
function moves(frame: HTMLElement, map: SVGSVGElement): (view: string) => void {
  let all = viewOf(map.getAttribute("viewBox") ?? "");
  let view: View = [...all];
  frame.classList.add("is-alive");
  const tools = document.getElementById("map-tools");
  if (tools) tools.hidden = false;

  const show = (next: View) => {
    view = within(next, all);
    map.setAttribute("viewBox", view.map((n) => Math.round(n * 10) / 10).join(" "));
  };
  const zoom = (times: number, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) => {
    const width = Math.min(Math.max(view[2] / times, all[2] / nearest), all[2]);
    const by = width / view[2];
    show([x - (x - view[0]) * by, y - (y - view[1]) * by, width, view[3] * by]);
  };
  const pan = (x: number, y: number) => show([view[0] + x, view[1] + y, view[2], view[3]]);
  /** Where on the map a place of the window is, and how much of the map a pixel is. */
  const at = (x: number, y: number) => {
    const matrix = map.getScreenCTM()?.inverse();
    const place = new DOMPoint(x, y).matrixTransform(matrix);
    return { x: place.x, y: place.y, scale: matrix?.a ?? 1 };
  };

  const acts: Record<string, () => void> = {
    "+": () => zoom(1.3),
    "=": () => zoom(1.3),
    "-": () => zoom(1 / 1.3),
    "0": () => show([...all]),
    ArrowLeft: () => pan(-view[2] / 8, 0),
    ArrowRight: () => pan(view[2] / 8, 0),
    ArrowUp: () => pan(0, -view[3] / 8),
    ArrowDown: () => pan(0, view[3] / 8),
  };
  frame.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  tools?.addEventListener("click", ({ target }) => {
    const asked = (target as Element).closest<HTMLElement>("[data-zoom]")?.dataset["zoom"];
    if (asked === "in") zoom(1.5);
    if (asked === "out") zoom(1 / 1.5);
    if (asked === "all") show([...all]);
  });
  frame.addEventListener(
    "wheel",
    (event) => {
      const isAll = view[2] >= all[2];
      // Whoever sees all of it and goes farther reads on.
      if (event.deltaY > 0 && isAll) return;
      event.preventDefault();
      const { x, y } = at(event.clientX, event.clientY);
      zoom(Math.exp(-event.deltaY / 400), x, y);
    },
    { passive: false },
  );

  const fingers = new Map<number, { x: number; y: number }>();
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const { scale } = at(now.x, now.y);
    fingers.set(event.pointerId, now);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) return pan((before.x - now.x) * scale, (before.y - now.y) * scale);
    const apart = (one: typeof now) => Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1);
    const { x, y } = at((now.x + other.x) / 2, (now.y + other.y) / 2);
    zoom(apart(now) / apart(before), x, y);
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    frame.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
  }

  return (extent) => {
    const sawAll = view[2] >= all[2];
    all = viewOf(extent);
    // Whoever looks closely goes on doing so.
    show(sawAll ? [...all] : view);
  };
}

function viewOf(text: string): View {
  const [left = 0, top = 0, width = 100, height = 100] = text.split(" ").map(Number);
  return [left, top, width, height];
}

/** No farther than all of it, and never out of its sight. */
function within([left, top, width, height]: View, all: View): View {
  const [w, h] = width >= all[2] ? [all[2], all[3]] : [width, height];
  const between = (n: number, least: number, most: number) => Math.min(Math.max(n, least), Math.max(least, most));
  return [between(left, all[0], all[0] + all[2] - w), between(top, all[1], all[1] + all[3] - h), w, h];
}

export {};
