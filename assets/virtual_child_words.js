// What the virtual child's picture says in words: the summary, and "Why?", made by rules from the simulated states.

const formats = [0, 1, 2].map((digits) => new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }));
const number = (value, digits = 0) => formats[digits].format(value);
/** A share in percent, with a word where rounding would say zero. */
const share = (value) => (value > 0 && value < 0.005 ? "less than 1%" : `${number(100 * value)}%`);
const lowest = (row, from = 0) => row.reduce((best, value, day) => (day >= from && value < row[best] ? day : best), from);
const highest = (row) => row.reduce((best, value) => Math.max(best, value), 0);

/** The end points in one sentence. */
function happened(spec, points) {
  const names = points.map(({ id, day }) => `${spec.endpoints.names[id].toLowerCase()} on day ${day}`);
  if (names.length > 6) return `${names.slice(0, 5).join("; ")}; and ${names.length - 5} more, the last one ${names.at(-1)}`;
  return names.join("; ") || "no end point is reached";
}

/** What a sighted reader learns from the picture. */
function summary(spec, results) {
  const told = results.map(({ course, points, taken }, plan) => {
    const named = results.length > 1 ? `Plan ${"AB"[plan]}: the` : "The";
    const score = course.pdai;
    const steroid = highest(taken) ? ` Prednisone taken: ${number(taken.at(-1))} mg/kg.` : "";
    return `${named} score begins at ${number(score[0])} and ends at ${number(score.at(-1), 1)} after ${score.length - 1} days; ${happened(spec, points)}.${steroid}`;
  });
  return `Teaching model. ${told.join(" ")}`;
}

/**
 * Two to five sentences on why the picture is as it is. `child` are the parameters with the switches on, `plain` without them;
 * `other` is the result of a second plan, if there is one.
 */
function why(spec, { child, plain, plan, result, other }) {
  const { course, points, taken, given } = result;
  const days = course.pdai.length - 1;
  const used = new Set(plan.filter(({ dose }) => dose > 0).map(({ therapy }) => therapy));
  const main = course.dsg3[0] >= course.dsg1[0] ? ["dsg3", "anti-Dsg3"] : ["dsg1", "anti-Dsg1"];
  const antibody = course[main[0]];
  const told = [];
  const steroidAt = (c, dose) => hill(dose, c.E50 / (c.adh * c.bexp), c.hS);

  if (child.misdx) {
    told.push("The blisters of this child come from another disease, a steady drive that no antibody explains; whatever acts on antibody leaves them as they are.");
  } else if (!used.size) {
    const [mouth, skin] = drives(child, 1, 1);
    told.push(`Anti-Dsg3 alone decides about the mouth: ${number(child.C30)} U/mL give ${share(mouth)} of the full drive to blister.`);
    told.push(`The skin follows anti-Dsg1, and desmoglein 3 backs it up unless that is attacked too: together ${share(skin)} of the full drive.`);
    if (skin < 0.05) told.push("With so little anti-Dsg1 the skin is shielded, however high anti-Dsg3 may be.");
    told.push("Nothing is given, so cells that make antibody, antibody and lesions are replaced as fast as they are lost, and every line stays level.");
    return ["In this model:", ...told];
  }
  if (used.has("prednisone")) {
    const dose = highest(course.prednisone);
    const [now, without] = [steroidAt(child, dose), steroidAt(plain, dose)];
    const blunted = without - now > 0.02 ? `, instead of ${share(without)} without the reasons switched on` : "";
    const still = child.misdx ? ` Of its direct effect on lesions this disease keeps ${share(child.xs)}, an assumption.` : " It keeps new lesions from forming at once, so the score falls first; it also slows the cells that make antibody, so the antibody follows later.";
    told.push(`At ${number(dose, 2)} mg/kg a day the steroid reaches ${share(now)} of its full effect${blunted}.${still}`);
  }
  if (used.has("antimetabolite")) {
    const block = (c) => (c.Mmax * c.adh * c.aexp * highest(given.antimetabolite)) / (1 + c.adh * c.aexp * highest(given.antimetabolite));
    const less = block(plain) - block(child) > 0.02 ? `, instead of ${share(block(plain))} at the exposure aimed at` : "";
    told.push(`The second drug blocks ${share(block(child))} of the growth of the clone and of new cells that make antibody${less}; it does nothing in the skin itself.`);
  }
  if (used.has("cyclophosphamide")) told.push("Cyclophosphamide kills B cells and the clone that remembers desmoglein; antibody falls as the cells it left behind wear out.");
  if (used.has("rituximab")) {
    const deepest = lowest(course.b_cells);
    const back = course.b_cells.findIndex((level, day) => day > deepest && level >= 0.5);
    const smallest = Math.min(...course.clone);
    const fate = smallest < child.theta ? ", below the size at which it dies out" : ", large enough to grow again";
    const ada = child.ada ? ", because antibodies against it clear it early" : "";
    const returned = back < 0 ? "are not back to half within these days" : `are back to half on day ${back}${ada}`;
    told.push(`Rituximab takes the B cells down to ${share(course.b_cells[deepest])} of before; they ${returned}. The clone that remembers desmoglein shrinks to ${share(smallest)}${fate}.`);
    if (child.om3 > 0.2 || child.om1 > 0.2) told.push(`Long-lived plasma cells make ${share(main[0] === "dsg3" ? child.om3 : child.om1)} of the antibody and carry no CD20: they stay, and so does ${main[1]}, at ${number(antibody.at(-1))} U/mL at the end.`);
    else told.push(`Cells that already make antibody carry no CD20; half of them wear out in ${number(Math.LN2 / child.kP)} days, so the antibody falls late.`);
  }
  if (used.has("exchange")) {
    const first = given.exchange.findIndex((volumes) => volumes > 0);
    const last = given.exchange.findLastIndex((volumes) => volumes > 0);
    const returned = antibody.findIndex((level, day) => day > last && level >= 0.9 * antibody[0]);
    const refill = returned < 0 || returned > last + 90 ? "" : `; ${main[1]} is back to nine tenths of before on day ${returned}`;
    told.push(`Each exchange takes ${share(1 - Math.exp(-given.exchange[first]))} of the IgG out of the plasma. More than half of it lies in the tissues and refills the vessels, and the cells go on making it${refill}.`);
    const drug = course.rituximab[first - 1] ?? 0;
    if (used.has("rituximab") && drug > child.EC50) told.push("Rituximab is IgG too: what is in the plasma on the day of an exchange leaves with it, and the cells it would have killed live on.");
  }
  if (used.has("ivig")) told.push(`Donor IgG fills the receptor (FcRn) that rescues IgG from breakdown; with IgG up to ${number(highest(course.igg))} g/L all of it, autoantibody too, is broken down faster.`);
  if (used.has("fcrn")) told.push(`With FcRn blocked IgG falls to ${number(Math.min(...course.igg), 1)} g/L and the autoantibody with it; the cells that make it are untouched, so it returns when the blocker stops.`);

  told.splice(4);
  told.push(outcome(child, course, points, main, days));
  if (other) {
    const score = `${number(course.pdai.at(-1), 1)} against ${number(other.course.pdai.at(-1), 1)}`;
    told.push(`${told.pop()} At the end the scores of plans A and B are ${score}, with ${number(taken.at(-1))} and ${number(other.taken.at(-1))} mg/kg of prednisone taken.`);
  }
  return ["In this model:", ...told];
}

/** How it ends, and what the clone has to do with it. */
function outcome(child, course, points, [quantity, name], days) {
  const relapses = points.filter(({ id }) => id === "relapse");
  const controlled = points.some(({ id }) => id === "control");
  const least = lowest(course.clone);
  if (child.misdx) return "Acting on the antibody does not change it, which is itself a sign: time to doubt the diagnosis.";
  if (relapses.length) {
    const { day } = relapses.at(-1);
    const which = relapses.length > 1 ? "The last relapse" : "The relapse";
    const smallest = course.clone.slice(0, day + 1).reduce((a, b) => Math.min(a, b));
    const size = course.clone[day];
    if (size > 1.3 * smallest) return `${which}, on day ${day}, comes because the clone, once down to ${share(smallest)}, has grown back to ${share(size)} of before and ${name} to ${number(course[quantity][day])} U/mL.`;
    return `${which}, on day ${day}, comes because antibody is still there (${name} ${number(course[quantity][day])} U/mL) and what held it down has worn off.`;
  }
  if (!controlled) return `The disease is never controlled within these ${days} days: ${name} is ${number(course[quantity][days])} U/mL at the end, and the clone at ${share(course.clone[days])} of before.`;
  if (course.clone[least] < child.theta) return `No relapse follows, because the clone has fallen below the size at which it dies out; that such a size exists is an assumption.`;
  return `No relapse falls within these ${days} days, but the clone still stands at ${share(course.clone[days])} of before: look again at a longer time.`;
}
