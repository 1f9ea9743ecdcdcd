// The browser's twin of pemphigus/model: one virtual child, the same steps in the same order as engine.py, plan.py, children.py and
// endpoints.py. Parameters, therapies and thresholds come from Python (pemphigus/model/twin.py); what stands here is structure.

/** level^n / (level^n + half^n). */
function hill(level, half, steepness) {
  const ratio = (level / half) ** steepness;
  return ratio / (1 + ratio);
}

/** Anti-Dsg3 and anti-Dsg1, U/mL, from the antibody of short- and long-lived cells (1 = before treatment). */
function titers(c, short, long) {
  const real = 1 - c.misdx;
  return [real * c.C30 * ((1 - c.om3) * short + c.om3 * long), real * c.C10 * ((1 - c.om1) * short + c.om1 * long)];
}

/** The drive to blister of mucosa and skin from the antibody of short- and long-lived cells. */
function drives(c, short, long) {
  const [dsg3, dsg1] = titers(c, short, c.lp * long);
  const h3 = hill(dsg3, c.K3, c.n);
  const h1 = hill(dsg1, c.K1, c.n);
  const other = c.misdx * c.Ax;
  const real = 1 - c.misdx;
  return [other + real * h3, other + real * h1 * (c.lam + (1 - c.lam) * h3)];
}

/** The same child with resistance switches on: each change multiplies a parameter or sets it. */
function withSwitches(values, switches) {
  const child = { ...values };
  for (const { changes } of switches) {
    for (const [symbol, { times, to }] of Object.entries(changes)) {
      child[symbol] = times !== null ? child[symbol] * times : to;
      if (symbol === "adh") child.adh = Math.min(child.adh, 1);
    }
  }
  return child;
}

/** One sentence about the first thing wrong with a plan, or null. The sentences are those of plan.py. */
function problemOf(spec, plan, days) {
  for (const step of plan) {
    const kind = spec.therapies[step.therapy];
    const name = kind.mid_sentence;
    const wrong =
      outside(`The dose of ${name}`, step.dose, 0, kind.most, kind.unit) ??
      outside(`The day of ${name}`, step.day, 0, spec.longest, "", true) ??
      ["days", "times", "every"].map((field) => outside(`'${field}' of ${name}`, step[field], 1, spec.longest, "", true)).find(Boolean);
    if (wrong) return wrong;
    const last = kind.at_once ? step.day + (step.times - 1) * step.every : step.day;
    if (last >= days) return `${kind.name} on day ${last} lies after the last day of the simulation (${days}); move it forward or lengthen the simulation.`;
  }
  return null;
}

function outside(what, value, least, most, unit, whole = false) {
  if (Number.isFinite(value) && value >= least && value <= most && (!whole || Number.isInteger(value))) return null;
  return `${what} must be a ${whole ? "whole " : ""}number from ${least} to ${most}${unit ? ` ${unit}` : ""}${Number.isFinite(value) ? `, not ${value}` : ""}.`;
}

/** What is given on each day. `following` holds the prednisone steps whose dose follows the disease. */
function daily(spec, plan, days) {
  const names = ["prednisone", "antimetabolite", "cyclophosphamide", "fcrn", "rituximab", "exchange", "ivig"];
  const given = Object.fromEntries(names.map((name) => [name, new Float64Array(days)]));
  given.following = [];
  for (const step of plan) {
    const row = given[step.therapy];
    if (spec.therapies[step.therapy].at_once) {
      for (let number = 0; number < step.times; number++) row[step.day + number * step.every] += step.dose;
    } else if (step.therapy === "prednisone" && step.rule === "follow") {
      given.following.push({ step, now: 0 });
    } else if (step.therapy === "prednisone" && step.rule === "taper") {
      for (let day = 0; day < days - step.day; day++) {
        const share = spec.quarter ** Math.max(0, Math.floor((day - step.days) / step.every) + 1);
        row[step.day + day] += step.dose * (share < spec.stop ? 0 : share);
      }
    } else {
      for (let day = step.day; day < Math.min(days, step.day + step.days); day++) row[day] += step.dose;
    }
  }
  given.fcrn.forEach((value, day) => (given.fcrn[day] = Math.min(value, 1)));
  return given;
}

/** The dose of a prednisone step that follows the disease: looks at its interval, cuts while controlled, goes back up on a relapse. */
function followed(spec, rule, day, score, formed) {
  const { dose: first, day: since, every } = rule.step;
  if (day === since) {
    rule.now = first;
  } else if (day > since && (day - since) % every === 0) {
    if (formed < spec.ceased) {
      const cut = rule.now * spec.quarter;
      rule.now = cut < spec.stop * first ? 0 : cut;
    } else if (score >= spec.flare && rule.now < first) {
      rule.now = Math.min(first, Math.max(rule.now / spec.quarter ** 2, 0.25 * first));
    }
  }
  return rule.now;
}

/** Entries of exp([[-a, b], [c, -d]]): two compartments that exchange. */
function pair(a, b, c, d) {
  const half = 0.5 * (a + d);
  const differ = 0.5 * (a - d);
  const root = Math.sqrt(differ * differ + b * c);
  const slow = Math.exp(root - half);
  const fast = Math.exp(-root - half);
  const mean = 0.5 * (slow + fast);
  const slope = (0.5 * (slow - fast)) / root;
  return [mean - slope * differ, slope * b, slope * c, mean + slope * differ];
}

/** The course of one child under one plan: a Float64Array of days + 1 values for each name of `spec.recorded`. */
function simulate(spec, c, plan, days) {
  const given = daily(spec, plan, days);
  const surface = (4 * c.W + 7) / (c.W + 90);
  // Constants of the child
  const k0 = c.kcat * (1 - c.rho);
  const volume = (c.V1 * surface) / 0.9;
  const q1 = c.Q / volume;
  const q2 = c.Q / c.V2;
  const clearance = (c.CL * (surface / 0.9) ** 1.26) / volume;
  const back = c.k12 / c.v;
  const kept = (c.Vp * c.W) / volume; // an exchange of one plasma volume cleans this share of the drug's central volume
  const skinEffect = c.sig * (1 - c.misdx * (1 - c.xs));
  const halfDose = c.E50 / (c.adh * c.bexp);
  const rescue = c.kcat * c.rho * (c.Km + c.G0);
  // States
  const plasma = [1, 1, c.G0]; // antibody of short- and of long-lived cells, IgG
  const tissue = [...plasma];
  let drive = drives(c, plasma[0], plasma[1]);
  const lesions = drive.map((strength) => (c.kb * strength) / (c.kb * strength + c.kh));
  let r1 = 0;
  let r2 = 0;
  let [b, d, p, l] = [1, 1, 1, 1];
  let effect = 0; // of rituximab at the start of the day
  let s = 0; // effect of prednisone
  let firstInfusion = null;
  let suddenYesterday = false;
  const out = Object.fromEntries(spec.recorded.map((name) => [name, new Float64Array(days + 1)]));

  for (let day = 0; day <= days; day++) {
    const last = day === days;
    if (!last) {
      // Infusions and exchanges of this day
      if (given.exchange[day]) {
        const stays = Math.exp(-given.exchange[day]);
        for (let j = 0; j < 3; j++) plasma[j] *= stays;
        r1 *= Math.exp(-given.exchange[day] * kept);
        drive = drives(c, plasma[0], plasma[1]);
      }
      if (given.ivig[day]) plasma[2] += given.ivig[day] / c.Vp;
      if (given.rituximab[day]) {
        r1 += given.rituximab[day] * surface;
        firstInfusion ??= day;
      }
      if (given.exchange[day] || given.rituximab[day]) effect = r1 / (c.EC50 * volume + r1);
    }
    // Prednisone of this day
    const [mucosal, cutaneous] = drive.map((strength, j) => 120 * c.kb * strength * (1 - skinEffect * s) * (1 - lesions[j]));
    const formed = mucosal + cutaneous;
    const score = 120 * (lesions[0] + lesions[1]);
    let dose = given.prednisone[Math.min(day, days - 1)];
    for (const rule of given.following) dose += followed(spec, rule, day, score, formed);
    s = hill(dose, halfDose, c.hS);
    const [dsg3, dsg1] = titers(c, plasma[0], plasma[1]);
    const now = {
      pdai: score,
      mucosa: 120 * lesions[0],
      skin: 120 * lesions[1],
      new: formed,
      dsg3,
      dsg1,
      igg: plasma[2],
      b_cells: b,
      clone: d,
      rituximab: r1 / volume,
      short_lived: p,
      long_lived: l,
      prednisone: dose,
    };
    for (const name of spec.recorded) out[name][day] = now[name];
    if (last) break;
    const anti = c.adh * c.aexp * given.antimetabolite[day];
    const m = (c.Mmax * anti) / (1 + anti);
    const y = given.cyclophosphamide[day];
    const free = 1 - given.fcrn[day];
    const growthNow = c.r * (1 - m) * (1 - c.gS * s);
    const killedNow = c.kS * s + (c.kM * m) / c.Mmax + c.kY * y;
    const secreting = (1 - c.zP * s) * (1 - m);
    const longSecretion = 1 - c.zL * s;
    const iggMade = k0 * c.G0 * (1 - c.zG * s);
    const forming = c.kb * (1 - skinEffect * s);
    const before = day ? given.fcrn[day - 1] : 0;
    const sudden = given.exchange[day] > 0 || given.ivig[day] > 0 || given.rituximab[day] > 0 || given.fcrn[day] !== before;
    const parts = sudden || suddenYesterday ? spec.parts : 1;
    suddenYesterday = sudden;
    const step = 1 / parts;
    const decayP = Math.exp(-c.kP / parts);
    const decayL = Math.exp(-c.kL / parts);
    for (let part = 0; part < parts; part++) {
      // Breakdown of IgG in the middle of the step, from a trapezoidal half step of G
      const g = plasma[2];
      let k = c.kcat - (free * rescue) / (c.Km + g);
      const halfLoss = 0.25 * step * (k + c.k12);
      const middle = (g * (1 - halfLoss) + 0.5 * step * (iggMade + c.k12 * tissue[2])) / (1 + halfLoss);
      k = c.kcat - (free * rescue) / (c.Km + middle);
      // Rituximab and its effect on B cells at the start, middle and end of the step
      const start = effect;
      let mean = start;
      if (firstInfusion !== null) {
        const built = 1 - Math.exp(-c.kADA * (day + (part + 0.5) * step - firstInfusion));
        const outRate = clearance * (k / k0) * (1 + c.eta * c.ada * built);
        const [e11, e12, e21, e22] = pair(step * (outRate + q1), step * q2, step * q1, step * q2);
        const earlier = r1;
        [r1, r2] = [e11 * r1 + e12 * r2, e21 * r1 + e22 * r2];
        const halfway = Math.sqrt(earlier * r1);
        effect = r1 / (c.EC50 * volume + r1);
        mean = (start + (4 * halfway) / (c.EC50 * volume + halfway) + effect) / 6;
      }
      // B cells, drawn to a moving balance
      const w0 = 1 / (1 + c.Emax * start + 2 * y);
      const w1 = 1 / (1 + c.Emax * effect + 2 * y);
      const rate = step * c.kB * (1 + c.Emax * mean + 2 * y);
      const gone = Math.exp(-rate);
      const bEnd = w1 + (b - w0) * gone - ((w1 - w0) * (1 - gone)) / rate;
      const bMid = 0.5 * (b + bEnd);
      // The clone
      const growth = growthNow * bMid;
      const killed = c.kR * mean + killedNow;
      const recruited = c.s * bMid;
      const change = ((growth * (1 - d) * (d - c.theta)) / (d + c.theta) - killed) * d + recruited * (1 - d);
      const dMid = d + 0.5 * step * change;
      const net = step * ((growth * (1 - dMid) * (dMid - c.theta)) / (dMid + c.theta) - killed - recruited);
      let dEnd = d * Math.exp(net);
      if (c.s) dEnd += step * recruited * (Math.abs(net) < 1e-8 ? 1 : Math.expm1(net) / net);
      // Secreting cells
      const goal = 0.5 * (d + dEnd) * secreting;
      const pEnd = goal + (p - goal) * decayP;
      const pMid = 0.5 * (p + pEnd);
      const lEnd = pMid + (l - pMid) * decayL;
      // Antibody and IgG in plasma and tissue
      const [e11, e12, e21, e22] = pair(step * (k + c.k12), step * c.k12, step * back, step * back);
      const source = [k0 * pMid, k0 * 0.5 * (l + lEnd) * longSecretion, iggMade];
      for (let j = 0; j < 3; j++) {
        const balance = source[j] / k;
        const [dp, dt] = [plasma[j] - balance, tissue[j] - balance];
        plasma[j] = balance + e11 * dp + e12 * dt;
        tissue[j] = balance + e21 * dp + e22 * dt;
      }
      // Lesions
      const driveEnd = drives(c, plasma[0], plasma[1]);
      for (let j = 0; j < 2; j++) {
        const form = forming * 0.5 * (drive[j] + driveEnd[j]);
        const total = form + c.kh;
        const settled = form / total;
        lesions[j] = settled + (lesions[j] - settled) * Math.exp(-step * total);
      }
      [drive, b, d, p, l] = [driveEnd, bEnd, dEnd, pEnd, lEnd];
    }
  }
  return out;
}

/** Prednisone taken before each day, mg/kg. */
function burden(prednisone, adherence) {
  const taken = new Float64Array(prednisone.length);
  let sum = 0;
  for (let day = 1; day < prednisone.length; day++) taken[day] = (sum += prednisone[day - 1]) * adherence;
  return taken;
}

/** The first day of each end point from day `begin` on, or -1. */
function firstDays(spec, score, fresh, prednisone, weight, onDrugs, begin) {
  const e = spec.endpoints;
  const first = Object.fromEntries(Object.keys(e.names).map((name) => [name, -1]));
  const runs = { quiet: 0, minimal: 0, off: 0, high: 0 };
  const [start, rate] = [score[begin], fresh[begin]];
  let best = Infinity; // the lowest score since control
  for (let day = begin; day < score.length; day++) {
    const noneNew = fresh[day] < spec.ceased;
    const clear = score[day] < e.clear;
    const off = prednisone[day] === 0 && !onDrugs?.[day];
    const minimal = prednisone[day] * weight <= e.minimal_mg && !off;
    const settled = fresh[day] < Math.max(spec.ceased, e.slowed * rate) && score[day] <= (1 - e.begun) * start;
    if (settled || best < Infinity) best = Math.min(best, score[day]);
    const since = best < Infinity;
    runs.quiet = noneNew ? runs.quiet + 1 : 0;
    runs.minimal = clear && minimal ? runs.minimal + 1 : 0;
    runs.off = clear && off ? runs.off + 1 : 0;
    runs.high = prednisone[day] >= e.failure_dose ? runs.high + 1 : 0;
    const reached = {
      control: settled,
      consolidation: runs.quiet >= e.consolidated_days && score[day] <= (1 - e.healed) * start,
      "remission-on": runs.minimal >= e.remission_days,
      "remission-off": runs.off >= e.remission_days,
      relapse: since && score[day] >= best + spec.flare && !noneNew,
      failure: runs.high >= e.failure_days && !since,
    };
    for (const name in reached) if (reached[name] && first[name] < 0) first[name] = day;
  }
  return first;
}

/** The end points of one child in the order they were reached, [{id, day}]; a relapse begins the count anew. */
function story(spec, score, fresh, prednisone, weight, onDrugs = null) {
  const found = [];
  let begin = 0;
  while (begin < score.length) {
    const first = firstDays(spec, score, fresh, prednisone, weight, onDrugs, begin);
    const relapse = first.relapse;
    const reached = Object.entries(first).filter(([, day]) => day >= 0 && (relapse < 0 || day <= relapse));
    found.push(...reached.map(([id, day]) => ({ id, day })).sort((one, other) => one.day - other.day));
    if (relapse < 0) break;
    begin = relapse + 1;
  }
  return found;
}
