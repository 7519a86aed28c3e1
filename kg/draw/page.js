
"use strict";
// Everything from articles is shown through textContent; nothing is ever read as markup.
const byId = (id) => document.getElementById(id);
const { actors, arrows } = JSON.parse(byId("data").textContent);
const network = byId("network"), words = byId("words"), find = byId("find"), least = byId("least");
let chosen = null; // {actor: n} or {arrow: n}; null: everything

function make(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

const plural = (count) => `${count} claim${count === 1 ? "" : "s"}`;
const sentence = (arrow) => `${actors[arrow.from].name} blames ${actors[arrow.to].name}`;
arrows.forEach((arrow, number) => {
  arrow.number = number;
  const words = arrow.claims.flatMap((claim) => [claim.quote, claim.headline, claim.claimant, claim.blamed]);
  arrow.haystack = [sentence(arrow), ...words].join("\n").toLowerCase();
});

function wanted(arrow) {
  return arrow.count >= Number(least.value) && arrow.haystack.includes(find.value.trim().toLowerCase());
}

function touching(choice) {
  if (choice === null) return arrows;
  if ("arrow" in choice) return [arrows[choice.arrow]];
  return arrows.filter((arrow) => arrow.from === choice.actor || arrow.to === choice.actor);
}

/** Toggle a class on the parts of the picture that belong to these arrows. */
function mark(name, shown, also = []) {
  const ends = new Set(shown.flatMap((arrow) => [arrow.from, arrow.to]).concat(also));
  const set = new Set(shown.map((arrow) => arrow.number));
  const toggle = (id, on) => byId(id)?.classList.toggle(name, on);
  actors.forEach((_, n) => ["actor-", "name-"].forEach((part) => toggle(part + n, ends.has(n))));
  arrows.forEach((_, n) => ["blame-", "count-"].forEach((part) => toggle(part + n, set.has(n))));
}

function light(choice) {
  network.classList.toggle("some", choice !== null);
  mark("lit", choice === null ? [] : touching(choice).filter(wanted), choice?.actor ?? []);
}

function list(shown) {
  const sorted = [...shown].sort((a, b) => b.count - a.count || a.number - b.number);
  const items = sorted.map((arrow) => {
    const button = make("button", `${sentence(arrow)} · ${plural(arrow.count)}`);
    button.type = "button";
    button.addEventListener("click", () => choose({ arrow: arrow.number }));
    hovering(button, { arrow: arrow.number });
    return make("li", "", button);
  });
  return make("ul", "", ...items);
}

function quotation(claim, arrow) {
  const source = [claim.headline || claim.article, claim.date].filter(Boolean).join(", ");
  const link = /^https?:\/\//i.test(claim.url) ? make("a", source) : make("span", source);
  if (link.tagName === "A") Object.assign(link, { href: claim.url, rel: "noopener noreferrer", target: "_blank" });
  const rolled = claim.claimant !== actors[arrow.from].name || claim.blamed !== actors[arrow.to].name;
  const about = [rolled ? `${claim.claimant} blames ${claim.blamed}` : "", claim.event].filter(Boolean);
  const footer = make("footer", about.map((one) => one + " · ").join(""), link);
  const quote = make("p", claim.quote);
  quote.dir = "auto";
  return make("blockquote", "", quote, footer);
}

function sentences(arrow) {
  return [make("h3", `${sentence(arrow)} · ${plural(arrow.count)}`), ...arrow.claims.map((c) => quotation(c, arrow))];
}

function show() {
  mark("in", arrows.filter(wanted));
  light(chosen);
  const shown = touching(chosen).filter(wanted);
  byId("back").hidden = chosen === null;
  byId("what").textContent = heading(shown);
  words.replaceChildren(...(chosen === null ? [list(shown)] : shown.flatMap(sentences)));
}

function heading(shown) {
  if (chosen !== null && "actor" in chosen) return `${actors[chosen.actor].name} (${actors[chosen.actor].kind})`;
  if (chosen !== null) return "Said in these words";
  return shown.length === arrows.length ? "Who blames whom" : `${shown.length} of ${arrows.length} shown`;
}

function choose(choice) {
  chosen = choice;
  show();
  words.parentElement.scrollTop = 0;
}

function hovering(element, choice) {
  element.addEventListener("mouseenter", () => light(choice));
  element.addEventListener("mouseleave", () => light(chosen));
  element.addEventListener("focus", () => light(choice));
  element.addEventListener("blur", () => light(chosen));
}

function label(element, text) {
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = text;
  element.prepend(title);
}

actors.forEach((actor, n) => {
  const disc = byId(`actor-${n}`);
  label(disc, `${actor.name} (${actor.kind})`);
  Object.entries({ tabindex: "0", role: "button", "aria-label": actor.name }).forEach((pair) => disc.setAttribute(...pair));
  disc.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose({ actor: n });
  });
  for (const part of [disc, byId(`name-${n}`)]) {
    hovering(part, { actor: n });
    part.addEventListener("click", () => choose({ actor: n }));
  }
});

arrows.forEach((arrow, n) => {
  const group = byId(`blame-${n}`);
  label(group, `${sentence(arrow)}: ${plural(arrow.count)}`);
  const wide = group.querySelector("path").cloneNode(); // thin lines are hard to hit
  wide.setAttribute("class", "wide");
  group.append(wide);
  hovering(group, { arrow: n });
  group.addEventListener("click", () => choose({ arrow: n }));
});

const natural = network.viewBox.baseVal.width * (96 / 72);
let zoom = Math.min(1, Math.max(byId("picture").clientWidth / natural, 0.35));
function resize(factor) {
  zoom = Math.min(4, Math.max(0.1, zoom * factor));
  network.style.width = `${natural * zoom}px`;
  network.style.height = "auto";
}

byId("larger").addEventListener("click", () => resize(1.25));
byId("smaller").addEventListener("click", () => resize(0.8));
byId("back").addEventListener("click", () => choose(null));
find.addEventListener("input", () => choose(null));
least.addEventListener("input", () => {
  document.querySelector("output").textContent = plural(Number(least.value));
  choose(null);
});
find.form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
});
resize(1);
show();
