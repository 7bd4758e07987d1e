"use strict";
(function () {
  const root = document.documentElement;
  const card = document.getElementById("card");
  const words = JSON.parse(document.getElementById("words").textContent);
  const LANGUAGES = ["fr", "zh", "en"];
  let shown = null;
  let isPinned = false;
  root.classList.add("js");

  // --- languages
  const formats = {
    1: { year: "numeric" },
    2: { year: "numeric", month: "long" },
    3: { year: "numeric", month: "long", day: "numeric" },
  };

  function day(written, language) {
    const parts = written.split("-").map(Number);
    if (parts.some(isNaN) || parts.length > 3 || !written) return written;
    if (parts.length === 1) return language === "zh" ? written + "年" : written;
    const date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2] || 1));
    const locale = { fr: "fr-FR", zh: "zh-CN", en: "en-GB" }[language];
    return new Intl.DateTimeFormat(locale, { ...formats[parts.length], timeZone: "UTC" }).format(date);
  }

  function speak(language) {
    const index = LANGUAGES.indexOf(language);
    if (index < 0) return;
    hide();
    root.lang = language;
    for (const place of document.querySelectorAll("[data-w]")) {
      const said = words[place.dataset.w];
      if (said) place.textContent = said[index];
    }
    for (const told of document.querySelectorAll(".told")) told.hidden = told.lang !== language;
    for (const time of document.querySelectorAll("time[datetime]")) time.textContent = day(time.getAttribute("datetime"), language);
    for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === language));
    document.title = words.report[index] + " · Passerelles";
  }

  // --- the card
  function facts(mark) {
    const article = mark.closest("article");
    return mark.dataset.f.split(" ").map((number) => document.getElementById(article.id + "-f" + number)).filter(Boolean);
  }

  function lit(mark, is) {
    const article = mark.closest("article");
    for (const number of mark.dataset.f.split(" ").slice(0, 1)) {
      for (const same of article.querySelectorAll('.text [data-f~="' + number + '"]')) same.classList.toggle("lit", is);
    }
  }

  function show(mark) {
    if (shown === mark) return;
    hide();
    const list = document.createElement("ul");
    for (const fact of facts(mark)) {
      if (!document.getElementById("show-" + fact.className.replace("fact of-", "")).checked) continue;
      const copy = fact.cloneNode(true);
      copy.removeAttribute("id");
      for (const said of copy.querySelectorAll(".said")) said.remove();
      list.append(copy);
    }
    if (!list.children.length) return;
    card.replaceChildren(list);
    card.hidden = false;
    shown = mark;
    lit(mark, true);
    if (mark.title) {
      mark.dataset.title = mark.title;
      mark.removeAttribute("title");
    }
    mark.setAttribute("aria-describedby", "card");
    place(mark);
  }

  function place(mark) {
    const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const left = Math.max(8, Math.min(box.left, root.clientWidth - width - 8));
    const below = box.bottom + 8;
    const top = below + height < innerHeight || box.top < height + 8 ? below : box.top - height - 8;
    card.style.left = left + scrollX + "px";
    card.style.top = top + scrollY + "px";
  }

  function hide() {
    if (!shown) return;
    lit(shown, false);
    shown.removeAttribute("aria-describedby");
    if (shown.dataset.title) shown.title = shown.dataset.title;
    shown = null;
    isPinned = false;
    card.hidden = true;
  }

  const marked = (event) => (event.target.closest ? event.target.closest("main [data-f]") : null);

  document.addEventListener("mouseover", (event) => {
    if (isPinned) return;
    const mark = marked(event);
    if (mark) show(mark);
    else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    const mark = marked(event);
    if (mark) show(mark);
    else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    const mark = marked(event);
    if (!mark) {
      if (!card.contains(event.target)) hide();
      return;
    }
    event.preventDefault();
    const again = isPinned && shown === mark;
    hide();
    if (again) return;
    show(mark);
    isPinned = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);

  // --- the legend
  for (const box of document.querySelectorAll(".legend input")) {
    box.addEventListener("change", hide);
  }
  if (matchMedia("(max-width: 60rem)").matches) {
    for (const part of document.querySelectorAll(".side > details")) {
      part.open = false;
      part.addEventListener("click", (event) => {
        if (event.target.closest("a")) part.open = false;
      });
    }
  }

  // A link to a fact's list opens it, in browsers that do not do so themselves.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details");
    if (folded && !folded.open) {
      folded.open = true;
      target.scrollIntoView();
    }
  }
  addEventListener("hashchange", reveal);
  reveal();

  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => speak(button.dataset.lang));
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === root.lang));
})();
