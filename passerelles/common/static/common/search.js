/* The suggestions below a search box, by keyboard: arrows move, Enter opens what is chosen (else it searches), Escape closes.
   htmx fetches them; without scripts the box is a plain form. */
(function () {
  "use strict";

  function boxOf(element) {
    var form = element.closest && element.closest("form[data-suggests]");
    return form && { input: form.querySelector("input[type=search]"), list: form.querySelector(".suggestions") };
  }

  function options(box) {
    return Array.prototype.slice.call(box.list.querySelectorAll("[role=option]"));
  }

  function chosen(box) {
    return box.list.querySelector("[aria-selected=true]");
  }

  function choose(box, option) {
    options(box).forEach(function (each) {
      each.setAttribute("aria-selected", String(each === option));
    });
    if (option) {
      box.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      box.input.removeAttribute("aria-activedescendant");
    }
  }

  function show(box, isShown) {
    box.list.hidden = !isShown;
    box.input.setAttribute("aria-expanded", String(isShown));
    if (!isShown) {
      choose(box, null);
    }
  }

  function move(box, by) {
    var all = options(box);
    if (!all.length) {
      return;
    }
    show(box, true);
    var at = all.indexOf(chosen(box)) + by;
    choose(box, at === -2 ? all[all.length - 1] : all[at] || null);
  }

  document.addEventListener("keydown", function (event) {
    var box = event.target.type === "search" && boxOf(event.target);
    if (!box || event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(box, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !box.list.hidden) {
      event.preventDefault();
      show(box, false);
    } else if (event.key === "Enter" && chosen(box)) {
      event.preventDefault();
      window.location.assign(chosen(box).querySelector("a").href);
    }
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    var box = event.detail.target.classList.contains("suggestions") && boxOf(event.detail.target);
    if (box) {
      show(box, options(box).length > 0 && box.input === document.activeElement);
    }
  });

  document.addEventListener("focusout", function (event) {
    var box = boxOf(event.target);
    if (box && !(event.relatedTarget && box.list.contains(event.relatedTarget))) {
      show(box, false);
    }
  });

  document.addEventListener("mousedown", function (event) {
    if (event.target.closest(".suggestions")) {
      event.preventDefault(); /* the box keeps the focus, so that the list stays until the click opens its link */
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-suggests] input[type=search]").forEach(function (input) {
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      input.setAttribute("aria-controls", boxOf(input).list.id);
    });
  });
})();
