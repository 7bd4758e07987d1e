// Files dropped on the page become the form's own files: without this, the file field alone does it.
(() => {
  "use strict";
  const zone = document.querySelector("[data-dropzone]");
  if (!zone) {
    return;
  }
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  const LARGEST = 50 * 1024 * 1024;

  function size(bytes) {
    const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    return bytes < 1024 * 1024 ? `${number.format(bytes / 1024)} kB` : `${number.format(bytes / 1024 / 1024)} MB`;
  }

  function show() {
    list.replaceChildren(
      ...Array.from(input.files, (file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} (${size(file.size)})`;
        line.classList.toggle("too-large", file.size > LARGEST);
        return line;
      }),
    );
  }

  function add(files) {
    const all = new DataTransfer();
    const known = new Set();
    for (const file of [...input.files, ...files]) {
      const key = `${file.name}/${file.size}/${file.lastModified}`;
      if (!known.has(key)) {
        known.add(key);
        all.items.add(file);
      }
    }
    input.files = all.files;
    show();
  }

  input.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.remove("over");
    });
  }
  zone.addEventListener("drop", (event) => add(event.dataTransfer.files));
})();
