
"use strict";
// Everything from articles is shown through textContent; nothing is ever read as markup.
const byId = (id) => document.getElementById(id);
const { claims, ties } = JSON.parse(byId("data").textContent);
const network = byId("network"), words = byId("words"), find = byId("find");
let chosen = null; // number of a claim; null: all

function make(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

function pressed(text, number, ...children) {
  const button = make("button", text, ...children);
  button.type = "button";
  button.addEventListener("click", () => choose(number));
  hovering(button, number);
  return button;
}

const plural = (count) => `${count} claim${count === 1 ? "" : "s"}`;
const source = (claim) => [claim.headline || claim.article, claim.day].filter(Boolean).join(", ");
claims.forEach((claim, number) => {
  claim.number = number;
  const found = [claim.who, claim.says, claim.quote, claim.headline, claim.article, claim.event, claim.kind];
  claim.haystack = found.join("\n").toLowerCase();
});
const wanted = (claim) => claim.haystack.includes(find.value.trim().toLowerCase());
const touching = (number) => ties.filter((tie) => tie.start === number || tie.end === number);

function each(name, number, act) {
  for (const part of name) {
    const element = byId(`${part}-${number}`);
    if (element) act(element);
  }
}

/** Light a claim, what it is tied to, and the lines between; null: nothing is dimmed. */
function light(number) {
  network.classList.toggle("some", number !== null);
  const near = number === null ? [] : touching(number);
  const ends = new Set(near.flatMap((tie) => [tie.start, tie.end]).concat(number ?? []));
  claims.forEach((_, n) => each(["mark", "says", "source"], n, (one) => one.classList.toggle("lit", ends.has(n))));
  ties.forEach((tie, n) => each(["tie", "head"], n, (one) => one.classList.toggle("lit", near.includes(tie))));
}

function hide() {
  const shown = claims.map(wanted);
  claims.forEach((_, n) => each(["mark", "says", "source"], n, (one) => one.classList.toggle("out", !shown[n])));
  ties.forEach((tie, n) => each(["tie", "head"], n, (one) =>
    one.classList.toggle("out", !(shown[tie.start] && shown[tie.end]))));
}

function list(shown) {
  const items = shown.map((claim) => {
    const whole = pressed("", claim.number, make("strong", claim.who), ` ${claim.says}`, make("span", source(claim)));
    whole.dir = "auto";
    return make("li", "", whole);
  });
  return make("ul", "", ...items);
}

function quotation(claim) {
  const link = /^https?:\/\//i.test(claim.url) ? make("a", source(claim)) : make("span", source(claim));
  if (link.tagName === "A") Object.assign(link, { href: claim.url, rel: "noopener noreferrer", target: "_blank" });
  const copy = claim.copied ? " · a copy of another article" : "";
  const quote = make("p", claim.quote);
  quote.dir = "auto";
  const footer = make("footer", claim.event ? `${claim.event} · ` : "", link, `${copy} · ${claim.claim}`);
  return make("blockquote", "", quote, footer);
}

function tied(tie, number) {
  const isIts = tie.start === number, other = isIts ? tie.end : tie.start;
  const button = pressed(`${claims[other].who} ${claims[other].says}`, other);
  const line = isIts
    ? make("p", `It ${tie.name} `, button, ` (${tie.reason})`)
    : make("p", "", button, ` ${tie.name} it (${tie.reason})`);
  line.className = "tied";
  return line;
}

function show() {
  hide();
  light(chosen);
  const shown = claims.filter(wanted);
  byId("back").hidden = chosen === null;
  if (chosen === null) {
    byId("what").textContent = shown.length === claims.length ? plural(claims.length) : `${shown.length} of ${plural(claims.length)} shown`;
    words.replaceChildren(list(shown));
    return;
  }
  const claim = claims[chosen];
  byId("what").textContent = `${claim.who}: ${claim.says} (${claim.kind})`;
  words.replaceChildren(quotation(claim), ...touching(chosen).map((tie) => tied(tie, chosen)));
}

function choose(number) {
  chosen = number;
  show();
  words.parentElement.scrollTop = 0;
}

function hovering(element, number) {
  element.addEventListener("mouseenter", () => light(number));
  element.addEventListener("mouseleave", () => light(chosen));
  element.addEventListener("focus", () => light(number));
  element.addEventListener("blur", () => light(chosen));
}

claims.forEach((claim, n) => {
  const mark = byId(`mark-${n}`);
  const said = { tabindex: "0", role: "button", "aria-label": `${claim.who}: ${claim.says}` };
  Object.entries(said).forEach((pair) => mark.setAttribute(...pair));
  mark.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(n);
  });
  each(["mark", "says", "source"], n, (part) => {
    hovering(part, n);
    part.addEventListener("click", () => choose(n));
  });
});

ties.forEach((tie, n) => each(["tie"], n, (group) => {
  const wide = group.querySelector("path").cloneNode(); // thin lines are hard to hit
  wide.setAttribute("class", "wide");
  group.append(wide);
  hovering(group, tie.start);
  group.addEventListener("click", () => choose(tie.start));
}));

const natural = network.viewBox.baseVal.width * (96 / 72);
let zoom = Math.min(1, Math.max(byId("picture").clientWidth / natural, 0.5));
function resize(factor) {
  zoom = Math.min(4, Math.max(0.1, zoom * factor));
  network.style.width = `${natural * zoom}px`;
  network.style.height = "auto";
}

byId("larger").addEventListener("click", () => resize(1.25));
byId("smaller").addEventListener("click", () => resize(0.8));
byId("back").addEventListener("click", () => choose(null));
find.addEventListener("input", () => choose(null));
find.form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null);
});
resize(1);
show();
