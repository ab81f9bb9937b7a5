"use strict";

// Lights up everything that belongs to one thing: while it is pointed at or has the focus, or for good once it is tapped.
function start() {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const bar = document.querySelector(".bar");
  const shown = bar.querySelector("[data-shown]");
  const parts = new Map();
  for (const element of all("[data-thing]")) {
    const thing = element.dataset.thing;
    if (!parts.has(thing)) parts.set(thing, []);
    parts.get(thing).push(element);
  }
  let pinned = null;
  let lit = null;

  const light = (thing) => {
    if (thing === lit) return;
    (parts.get(lit) || []).forEach((element) => element.classList.remove("lit"));
    (parts.get(thing) || []).forEach((element) => element.classList.add("lit"));
    lit = thing;
  };
  const thingAt = (target) => {
    const element = target instanceof Element ? target.closest("[data-thing]") : null;
    return element ? element.dataset.thing : null;
  };
  // On a narrow screen the list is far from the text, so its line is shown at the foot.
  const pin = (thing) => {
    pinned = thing;
    light(thing);
    const line = (parts.get(thing) || []).map((element) => element.querySelector("[data-what]")).find(Boolean);
    const list = line && line.closest("aside");
    if (list && getComputedStyle(list).position === "sticky") line.scrollIntoView({ block: "nearest" });
    shown.replaceChildren(...(line ? Array.from(line.cloneNode(true).childNodes) : []));
    bar.hidden = !line;
  };

  document.addEventListener("pointerover", (event) => light(thingAt(event.target) || pinned));
  document.addEventListener("focusin", (event) => light(thingAt(event.target) || pinned));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-clear]")) return pin(null);
    if (event.target.closest(".bar")) return;
    const thing = thingAt(event.target);
    const isLink = event.target.closest("a") !== null;
    pin(thing === pinned && !isLink ? null : thing);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") pin(null); });
}

start();
