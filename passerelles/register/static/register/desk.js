// The desk by keyboard: one current item, its words lit in the text, keys that press the item's own buttons.
"use strict";

(() => {
  const desk = document.getElementById("desk");
  const paper = document.getElementById("paper");
  const pressed = []; // [item's id, key], one at a time: each answer is on the page before the next key is sent
  let current = null; // an id: items themselves are swapped
  let isBusy = false;

  const items = () => [...desk.querySelectorAll(".item")];
  const isWaiting = (item) => item.classList.contains("waiting") && !item.classList.contains("sent");
  const find = (id) => (id ? document.getElementById(id) : null);

  function after(id, step, accepts) {
    const all = items();
    const from = all.findIndex((item) => item.id === id);
    const inOrder = step > 0 ? [...all.slice(from + 1), ...all.slice(0, Math.max(from, 0))] : all.slice(0, from).reverse();
    return inOrder.find(accepts) || null;
  }

  function show(item, scrolls = true) {
    desk.querySelectorAll(".item.current").forEach((each) => each.classList.remove("current"));
    paper.querySelectorAll(".words.current").forEach((each) => each.classList.remove("current"));
    current = item ? item.id : null;
    if (!item) return;
    item.classList.add("current");
    const words = light(item);
    if (!scrolls) return;
    item.focus({ preventScroll: true });
    bring(item.closest(".sentence") || item, null);
    bring(item, null);
    if (words && paper.scrollHeight > paper.clientHeight + 4) bring(words, paper);
  }

  function light(item) {
    const [start, end] = [Number(item.dataset.start), Number(item.dataset.end)];
    const words = [...paper.querySelectorAll(".words")].filter((each) => start <= each.dataset.start && each.dataset.start < end);
    words.forEach((each) => each.classList.add("current"));
    return words[0];
  }

  // Scrolls only where something is out of sight, so that nothing jumps.
  function bring(element, box) {
    const seen = box ? box.getBoundingClientRect() : { top: bar(), bottom: window.innerHeight };
    const place = element.getBoundingClientRect();
    if (place.top >= seen.top + 8 && place.bottom <= seen.bottom - 8) return;
    (box || window).scrollBy({ top: place.top - seen.top - (seen.bottom - seen.top) / 4 });
  }

  // Where the proposals begin to be seen: below the bar, and on a phone below the text.
  function bar() {
    const [above, text, says] = [".desk-bar", "#paper", "#says"].map((name) => desk.querySelector(name).getBoundingClientRect());
    return text.left + 4 < says.left ? Math.max(above.bottom, 0) : Math.max(text.bottom, 0);
  }

  function press(id, key) {
    pressed.push([id, key]);
    send();
  }

  function send() {
    if (isBusy || !pressed.length) return;
    const [id, key] = pressed.shift();
    const button = buttonOf(find(id), key);
    if (!button) return send();
    isBusy = Boolean(window.htmx);
    button.click();
  }

  function buttonOf(item, key) {
    if (key === "u") return desk.querySelector('.desk-bar [data-key="u"]');
    const place = key === "A" ? item && item.closest(".bundle") : item;
    return place ? place.querySelector(`[data-key="${key}"]`) : null;
  }

  // The next proposal is shown at once; the answer follows.
  function judge(key) {
    const item = find(current);
    if (!item || !buttonOf(item, key)) return;
    const sent = key === "A" ? [...item.closest(".bundle").querySelectorAll(".item.waiting")].filter(isClear) : [item];
    sent.filter(isWaiting).forEach((each) => each.classList.add("sent"));
    press(item.id, key);
    if (item.classList.contains("sent") || !isWaiting(item)) show(after(item.id, 1, isWaiting) || item);
  }

  const isClear = (item) => item.classList.contains("clear");

  function correct() {
    const item = find(current);
    const place = buttonOf(item, "e");
    if (!place) return;
    place.tagName === "INPUT" ? place.focus() : place.click();
  }

  function close() {
    document.getElementById("keys").open = false;
    desk.querySelectorAll(".asked").forEach((each) => each.replaceChildren());
    const item = find(current);
    if (item) show(item);
  }

  function move(step) {
    const item = after(current, step, isWaiting);
    if (item) show(item);
  }

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    a: () => judge("a"),
    r: () => judge("r"),
    s: () => judge("s"),
    A: () => judge("A"),
    u: () => press(current, "u"),
    e: correct,
    n: () => desk.querySelector('a[data-key="n"]')?.click(),
    "?": () => (document.getElementById("keys").open = !document.getElementById("keys").open),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const act = keys[event.key] || (/^[1-9]$/.test(event.key) ? () => judge(event.key) : null);
    if (!act) return;
    event.preventDefault();
    act();
  });

  desk.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      return close();
    }
    const item = event.target.closest(".item");
    if (item && !event.target.closest("button, a, summary, input, label, textarea, select")) show(item, false);
  });

  // Words in the text lead to what was read in them.
  paper.addEventListener("click", (event) => {
    const words = event.target.closest(".words");
    if (!words) return;
    event.preventDefault();
    const at = Number(words.dataset.start);
    const holds = (item) => Number(item.dataset.start) <= at && at < Number(item.dataset.end);
    const held = items().filter(holds);
    const item = held.find(isWaiting) || held[0];
    if (item) show(item);
  });

  // htmx gives swapped elements their own classes only when they settle.
  document.body.addEventListener("htmx:afterSettle", answered);
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) answered();
  });

  function answered() {
    isBusy = false;
    const undone = backTo();
    const item = undone || find(current);
    if (undone) show(undone);
    else if (!item || !isWaiting(item)) show(waitingFrom(item));
    else show(item, !desk.querySelector(".asked form"));
    desk.querySelector(".asked form [autofocus]")?.focus();
    send();
  }

  // What was undone is judged again from there; said once, with the answer.
  function backTo() {
    const told = document.getElementById("messages");
    const item = find(told.dataset.at);
    delete told.dataset.at;
    return item;
  }

  function waitingFrom(item) {
    return (item && after(item.id, 1, isWaiting)) || items().find(isWaiting) || item;
  }

  desk.classList.add("by-keyboard");
  show(find(location.hash.slice(1)) || items().find(isWaiting) || null, Boolean(location.hash));
})();
