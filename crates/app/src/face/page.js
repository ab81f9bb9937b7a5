"use strict";

// Verdicts are worked out here in the same way as in the program, so that a turned switch needs nobody to ask.
// A value is 1 for true, 0 for unknown, -1 for false. A condition is null when there is none, a number for a
// proposition, or a list that begins with its connective: ["all", …], ["any", …], ["not", …], ["least", 2, …]. What a
// goal takes may also hold ["due", 2, …]: that two of these promises be due, and ["sum", 50, [3, 20], …]: that promises be
// due that come to 50, of which this one comes to 20.

function weigh(condition, valueOf) {
  if (condition === null) return 1;
  if (typeof condition === "number") return valueOf(condition);
  const each = (parts) => parts.map((part) => weigh(part, valueOf));
  const reach = (values, least) => values.filter((value) => value >= least).length;
  switch (condition[0]) {
    case "not": {
      const value = weigh(condition[1], valueOf);
      return value === 0 ? 0 : -value;
    }
    case "all": return Math.min(1, ...each(condition.slice(1)));
    case "any": return Math.max(-1, ...each(condition.slice(1)));
    case "due":
    case "sum": return valueOf(condition);
    default: {
      const values = each(condition.slice(2));
      if (reach(values, 1) >= condition[1]) return 1;
      return reach(values, 0) >= condition[1] ? 0 : -1;
    }
  }
}

// What is set settles other propositions too: a part stands and falls with its whole, and of some one at most is true.
function closed(model, setting) {
  const all = [...setting];
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const [proposition, value, other, itsValue] of model.rules.follows) {
      if (all[proposition] === value && !all[other]) {
        all[other] = itsValue;
        isNew = true;
      }
    }
  }
  return all;
}

// What the switches set stands; of the rest, what a promise that is due brings about is true and everything else unknown.
function world(model, setting) {
  const bringing = model.promises.filter((promise) => promise.live && promise.brings !== null && !setting[promise.brings]);
  let held = new Set();
  for (;;) {
    const before = held;
    const valueOf = (proposition) => {
      if (setting[proposition]) return setting[proposition];
      const rule = model.rules.defined.find(([defined]) => defined === proposition);
      if (rule) return weigh(rule[1], valueOf);
      const parts = model.rules.parts.find(([whole]) => whole === proposition);
      return before.has(proposition) || (parts && parts[1].some((part) => valueOf(part) === 1)) ? 1 : 0;
    };
    held = new Set(bringing.filter((promise) => weigh(promise.when, valueOf) === 1).map((promise) => promise.brings));
    // Each step only adds, so equal sizes are equal sets.
    if (held.size === before.size) return valueOf;
  }
}

// Due is what holds though nobody moves first; blocked is what fails even if all move together. The second needs no
// world of its own: what is false while little is known stays false however much comes true.
function conclude(model, chosen) {
  const setting = closed(model, chosen);
  const least = world(model, setting);
  const verdicts = { "1": "due", "0": "open", "-1": "blocked" };
  const judge = (...conditions) => verdicts[Math.min(...conditions.map((condition) => weigh(condition, least)))];
  const promises = model.promises.map((promise) => ({
    verdict: promise.judged ? judge(promise.when) : null,
    covers: promise.covers.map((claim) => judge(promise.when, model.claims[claim])),
  }));
  const tally = ([kind, count, ...among]) => {
    const sizes = kind === "sum" ? among : among.map((promise) => [promise, 1]);
    const of = (verdict) => sizes.filter(([promise]) => promises[promise].verdict === verdict);
    const stand = (verdict) => of(verdict).reduce((sum, [, size]) => sum + size, 0);
    if (stand("due") >= count) return 1;
    return stand("due") + stand("open") >= count ? 0 : -1;
  };
  const needed = (atom) => (typeof atom === "number" ? least(atom) : tally(atom));
  const goals = model.goals.map((needs) => (needs === null ? null : weigh(needs, needed)));
  return { promises, least, goals };
}

const SIGNS = { due: "●", open: "◐", blocked: "✕" };
const REACHED = { "1": "reached", "0": "open", "-1": "out of reach" };
const WORDS = { "1": "true", "0": "unknown", "-1": "false" };

function says(promise, verdict) {
  return `${SIGNS[verdict]} ${verdict}, ${promise.clause}`;
}

function counts(model, concluded) {
  const sure = model.promises.map((promise, number) => ({ ...promise, ...concluded.promises[number] })).filter((promise) => promise.sure);
  const count = (verdict) => sure.filter((promise) => promise.verdict === verdict).length;
  const done = sure.filter((promise) => promise.verdict === "due" && promise.delivered).length;
  return `${count("due")} due${done ? ` (${done} of them delivered)` : ""}, ${count("blocked")} blocked, ${count("open")} open`;
}

function scenario(model, setting) {
  const set = model.gates.map((gate, number) => [gate.label, setting[number]]).filter(([, value]) => value);
  if (set.length === 0) return "no proposition is set, so each is unknown";
  const text = set.map(([label, value]) => `“${label}” is ${WORDS[value]}`).join("; ");
  return set.length === model.gates.length ? text : `${text}; everything else is unknown`;
}

function propositions(condition) {
  if (condition === null) return [];
  if (typeof condition === "number") return [condition];
  return condition.slice(condition[0] === "least" ? 2 : 1).flatMap(propositions);
}

function reasons(model, setting, least, promise) {
  if (promise.when === null) return "It has no condition.";
  const reason = (number) => {
    const gate = model.gates[number];
    const label = gate ? gate.label : "a proposition without a gate";
    const how = setting[number] ? "" : least(number) === 1 ? ", since a promise that is due brings it about" : "";
    return `“${label}” is ${WORDS[least(number)]}${how}`;
  };
  return `In this scenario ${[...new Set(propositions(promise.when))].map(reason).join("; ")}.`;
}

function start() {
  const model = JSON.parse(document.getElementById("model").textContent);
  const form = document.getElementById("switches-form");
  const all = (selector) => [...document.querySelectorAll(selector)];
  const printed = model.gates.map((gate) => (gate.value === null ? 0 : gate.value ? 1 : -1));
  const radio = (number, value) => document.getElementById(`gate-${number}-${WORDS[value]}`);
  const chosen = (_, number) => [1, -1, 0].find((value) => radio(number, value).checked) || 0;
  const tell = (selector, text) => all(selector).forEach((element) => { element.textContent = text; });

  function paint(setting) {
    const concluded = conclude(model, setting);
    // What follows from a switch is shown with it, though nobody turned the other one.
    closed(model, setting).forEach((value, number) => {
      all(`[data-gate="${number}"]`).forEach((element) => { element.dataset.value = WORDS[value]; });
      tell(`[data-gate-says="${number}"]`, WORDS[value]);
    });
    model.promises.forEach((promise, number) => {
      const { verdict, covers } = concluded.promises[number];
      if (verdict !== null) {
        all(`[data-promise="${number}"]`).forEach((element) => { element.dataset.state = verdict; });
        tell(`[data-says="${number}"]`, says(promise, verdict));
        tell(`[data-now="${number}"]`, reasons(model, closed(model, setting), concluded.least, promise));
      }
      covers.forEach((cover, idx) => {
        all(`[data-cover="${number}-${idx}"]`).forEach((element) => {
          element.dataset.state = cover;
          element.textContent = element.dataset.before + says(promise, cover);
        });
      });
    });
    concluded.goals.forEach((value, number) => {
      if (value === null) return;
      all(`[data-goal="${number}"]`).forEach((element) => { element.dataset.value = WORDS[value]; });
      tell(`[data-goal-says="${number}"]`, REACHED[value]);
    });
    const isPrinted = setting.every((value, number) => value === printed[number]);
    document.documentElement.dataset.scenario = isPrinted ? "printed" : "changed";
    tell("[data-scenario-says]", `Scenario: ${scenario(model, setting)}.`);
    tell("[data-counts]", counts(model, concluded));
  }

  const update = () => paint(printed.map(chosen));
  const reset = () => {
    printed.forEach((value, number) => { radio(number, value).checked = true; });
    update();
  };
  all("#switches-form input").forEach((input) => { input.disabled = false; });
  all("button.reset").forEach((button) => { button.addEventListener("click", reset); });
  if (form) form.addEventListener("change", update);
  document.documentElement.dataset.script = "on";
  update();

  // A link may lead into lines that are closed.
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let element = target.parentElement; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper nothing can be opened.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach((element) => { element.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((element) => { element.open = false; }));
}

if (typeof document !== "undefined") start();
