"use strict";
(() => {
  const { nodes, edges, words } = JSON.parse(document.getElementById("data").textContent);
  const by = (id) => document.getElementById(id);
  const stage = by("stage"), panel = by("panel"), find = by("find"), status = by("status");
  const svg = stage.querySelector("svg");
  const boxes = [...svg.querySelectorAll(".node")].sort((a, b) => a.dataset.n - b.dataset.n);
  const lines = [...svg.querySelectorAll(".edge")];
  const hint = status.textContent;
  const home = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = [...home];
  let picked = null;
  let matches = [];

  // The chain: everything that led to a box, and everything that came of it.

  const before = nodes.map(() => []), after = nodes.map(() => []);
  for (const edge of edges) {
    after[edge.from].push(edge);
    before[edge.to].push(edge);
  }

  function reach(start, next, end) {
    const seen = new Set([start]), queue = [start];
    while (queue.length) {
      for (const edge of next[queue.pop()]) {
        if (!seen.has(edge[end])) {
          seen.add(edge[end]);
          queue.push(edge[end]);
        }
      }
    }
    return seen;
  }

  function light(index) {
    const earlier = reach(index, before, "from"), later = reach(index, after, "to");
    const within = (set, line) => set.has(Number(line.dataset.from)) && set.has(Number(line.dataset.to));
    svg.classList.add("focused");
    boxes.forEach((box, n) => box.classList.toggle("lit", earlier.has(n) || later.has(n)));
    lines.forEach((line) => line.classList.toggle("lit", within(earlier, line) || within(later, line)));
    status.textContent = words.counts.replace("{before}", earlier.size - 1).replace("{after}", later.size - 1);
  }

  function unlight() {
    if (picked !== null) return light(picked);
    svg.classList.remove("focused");
    status.textContent = hint;
  }

  // Picking a box pins its chain and opens the panel.

  function pick(index, { centre = false } = {}) {
    boxes[picked]?.classList.remove("picked");
    picked = index;
    boxes[index].classList.add("picked");
    light(index);
    show(index);
    if (centre) bring(index);
    history.replaceState(null, "", "#pick=" + encodeURIComponent(nodes[index].iri));
  }

  function release() {
    boxes[picked]?.classList.remove("picked");
    picked = null;
    panel.hidden = true;
    boxes.forEach((box) => box.classList.remove("match"));
    find.value = "";
    matches = [];
    unlight();
    history.replaceState(null, "", location.pathname + location.search);
  }

  function make(tag, text, ...children) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  }

  function show(index) {
    const node = nodes[index];
    const close = make("button", "×");
    close.className = "close";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", release);
    const kind = make("p", node.stage);
    kind.className = "stage";
    panel.replaceChildren(close, kind, make("h2", node.label));
    for (const line of node.facts) panel.append(make("p", line));
    panel.append(...quotes(node), ...neighbours(words.before, before[index], "from"), ...neighbours(words.after, after[index], "to"));
    if (/^https?:/.test(node.iri)) {
      const link = make("a", node.iri);
      link.href = node.iri;
      link.rel = "noreferrer";
      link.target = "_blank";
      panel.append(make("h3", "IRI"), link);
    }
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  function quotes(node) {
    if (!node.quotes.length) return [];
    const told = node.quotes.map((quote) => make("blockquote", quote.text, make("cite", quote.place)));
    return [make("h3", words.quotes), ...told];
  }

  function neighbours(title, list, end) {
    if (!list.length) return [];
    const entries = list.map((edge) => {
      const button = make("button", nodes[edge[end]].label, make("br"), make("small", edge.note || edge.relation));
      button.type = "button";
      button.addEventListener("click", () => {
        pick(edge[end], { centre: true });
        boxes[edge[end]].focus({ preventScroll: true });
      });
      return make("li", "", button);
    });
    return [make("h3", title), make("ul", "", ...entries)];
  }

  // Search: symbols and words, without regard to case and accents. Enter goes from one match to the next.

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\u2011/g, "-").toLowerCase();
  const haystacks = nodes.map((node) => plain([node.label, ...node.facts, ...node.quotes.map((quote) => quote.text)].join(" ")));

  function search() {
    const asked = plain(find.value).split(/\s+/).filter(Boolean);
    matches = asked.length ? nodes.flatMap((_, n) => (asked.every((word) => haystacks[n].includes(word)) ? [n] : [])) : [];
    boxes.forEach((box, n) => box.classList.toggle("match", matches.includes(n)));
    status.textContent = asked.length ? words.found.replace("{n}", matches.length) : hint;
  }

  function jump(step) {
    if (!matches.length) return;
    const at = matches.indexOf(picked);
    pick(matches[at < 0 ? 0 : (at + step + matches.length) % matches.length], { centre: true });
  }

  // The view: what part of the picture is seen, and how large.

  function look(next) {
    view = next;
    svg.setAttribute("viewBox", view.join(" "));
  }

  function unit() {
    return Math.max(view[2] / stage.clientWidth, view[3] / stage.clientHeight);
  }

  function point(event) {
    const area = stage.getBoundingClientRect(), size = unit();
    const x = view[0] + view[2] / 2 + (event.clientX - area.left - area.width / 2) * size;
    const y = view[1] + view[3] / 2 + (event.clientY - area.top - area.height / 2) * size;
    return [x, y];
  }

  function zoom(factor, [x, y] = [view[0] + view[2] / 2, view[1] + view[3] / 2]) {
    const wide = Math.min(Math.max(view[2] * factor, 120), home[2] * 3);
    const by = wide / view[2];
    look([x - (x - view[0]) * by, y - (y - view[1]) * by, wide, view[3] * by]);
  }

  function bring(index) {
    const { x, y } = nodes[index];
    const size = Math.min(unit(), 0.9);
    const wide = stage.clientWidth * size, high = stage.clientHeight * size;
    look([x - wide / 2, y - high / 2, wide, high]);
  }

  function reveal(index) {
    const { x, y } = nodes[index];
    const inside = x > view[0] && x < view[0] + view[2] && y > view[1] && y < view[1] + view[3];
    if (!inside) bring(index);
  }

  // Pointers: one drags, two pinch. A press that does not move is a click on the box under it.

  const pointers = new Map();
  let moved = 0;

  stage.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    if (pointers.size === 1) moved = 0;
  });

  stage.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const others = [...pointers.values()].filter((other) => other.pointerId !== event.pointerId);
    if (others.length) {
      const apart = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY) || 1;
      zoom(apart(last) / apart(event), point(others[0]));
    } else {
      const size = unit();
      look([view[0] - (event.clientX - last.clientX) * size, view[1] - (event.clientY - last.clientY) * size, view[2], view[3]]);
    }
    moved += Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY);
    if (moved > 4 && !stage.classList.contains("dragging")) {
      stage.classList.add("dragging");
      stage.setPointerCapture(event.pointerId);
    }
    pointers.set(event.pointerId, event);
  });

  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      stage.classList.remove("dragging");
    });
  }

  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), point(event));
  }, { passive: false });

  // Boxes: hover and focus light up, click and Enter pick, arrows go along the chain and up and down the column.

  function beside(index, key) {
    if (key === "ArrowLeft") return before[index][0]?.from;
    if (key === "ArrowRight") return after[index][0]?.to;
    const column = nodes.map((node, n) => ({ ...node, n })).filter((node) => Math.abs(node.x - nodes[index].x) < 1).sort((a, b) => a.y - b.y);
    const at = column.findIndex((node) => node.n === index);
    return column[at + (key === "ArrowDown" ? 1 : -1)]?.n;
  }

  boxes.forEach((box, index) => {
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "button");
    box.addEventListener("pointerenter", () => pointers.size || light(index));
    box.addEventListener("pointerleave", unlight);
    box.addEventListener("focus", () => {
      light(index);
      if (box.matches(":focus-visible")) reveal(index);
    });
    box.addEventListener("blur", unlight);
    box.addEventListener("click", () => moved > 4 || pick(index));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pick(index);
      } else if (event.key.startsWith("Arrow")) {
        event.preventDefault();
        event.stopPropagation();
        boxes[beside(index, event.key)]?.focus({ preventScroll: true });
      }
    });
  });

  // Keys and buttons.

  find.addEventListener("input", search);
  find.addEventListener("keydown", (event) => event.key === "Enter" && jump(event.shiftKey ? -1 : 1));
  by("all").addEventListener("click", () => {
    release();
    look([...home]);
  });
  by("in").addEventListener("click", () => zoom(0.75));
  by("out").addEventListener("click", () => zoom(1 / 0.75));
  by("fit").addEventListener("click", () => look([...home]));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return release();
    if (event.target === find || event.ctrlKey || event.metaKey || event.altKey) return;
    const shift = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (shift) look([view[0] + (shift[0] * view[2]) / 10, view[1] + (shift[1] * view[3]) / 10, view[2], view[3]]);
    else if (event.key === "+" || event.key === "=") zoom(0.75);
    else if (event.key === "-") zoom(1 / 0.75);
    else if (event.key === "0") look([...home]);
    else if (event.key === "/") {
      event.preventDefault();
      find.focus();
    }
  });

  // A link may name the box to pick: page.html#pick=IRI.

  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1)).get("pick");
    const index = asked ? nodes.findIndex((node) => node.iri === asked || node.also.includes(asked)) : -1;
    if (index >= 0 && index !== picked) {
      pick(index);
      reveal(index);
    }
  }

  window.addEventListener("hashchange", follow);
  follow();
})();
