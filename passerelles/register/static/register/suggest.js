// Suggests places while a name is typed. Without this script the form asks after it is sent.
(() => {
  const list = document.getElementById("places");
  if (!list) return;
  let waiting;
  const suggest = async (input) => {
    const address = `${list.dataset.address}?q=${encodeURIComponent(input.value)}&country=${input.dataset.country}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (answer.ok) list.innerHTML = await answer.text();
  };
  for (const input of document.querySelectorAll("input[data-country]")) {
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      if (input.value.trim().length > 1) waiting = setTimeout(() => suggest(input), 250);
    });
  }
})();
