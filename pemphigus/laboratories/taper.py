"""The taper and its bill: courses of prednisone for an invented girl, what they add up to, and when published harm was found."""

from pemphigus import content
from pemphigus.clinic import growth
from pemphigus.clinic.body import mosteller
from pemphigus.clinic.taper import Step, course, total
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record

FILE = "laboratories/taper.yaml"
AGE = 9  # years, the invented girl: of median height and weight
STARTS = [round(0.5 + 0.1 * n, 1) for n in range(16)]  # mg/kg a day
CUTS = [10, 15, 20, 25, 30, 40, 50]  # percent
WEEKS = (2, 8)  # at full dose
EXAMPLE = (1.5, 3, 25)  # the plan of the prediction: mg/kg a day, weeks, percent
PARTS = range(0, 101, 10)  # percent of the usual growth while on steroid, an illustration
ON_STEROID = [half / 2 for half in range(17)]  # years
MONTH = 365.25 / 12  # days
YEAR = 12  # months
SCHEDULE, RELAPSE = "edf-taper-25-percent-2-weeks", "relapse-62-percent-low-dose"
CATARACT = "cataract-nephrotic-18-percent"


class Harm(Record):
    """A published finding. When it was found: days or years are figures of `days_of` (or of the claim itself), months are in its name."""

    organ: str
    claim: str
    says: str
    who: str
    days_of: str | None = None
    days: str | None = None
    months: int | None = None
    years: str | None = None

    def month(self) -> float:
        """Return the month of treatment from which on, or at which, this was found."""
        figures = content.claim(self.days_of or self.claim).figures
        if self.months is not None:
            return self.months
        return figures[self.days] / MONTH if self.days else figures[self.years] * YEAR


def stop() -> float:
    """Return the dose, mg/kg a day, at which courses end here: where relapses were usual in a series of mixed ages."""
    return content.claim(RELAPSE).figures["dose_at_relapse_mg_per_kg"]


def plan(start: float, weeks: int, cut: int) -> list[Step]:
    """Return the steps of a course; `start` in mg/kg a day, `cut` in percent at the interval of the European schedule."""
    return course(start, weeks, cut / 100, stop(), content.claim(SCHEDULE).figures["cut_interval_weeks"])


def share_of_taper(start: float, weeks: int, cut: int) -> float:
    """Return the percentage of the cumulative dose that is taken after the first cut."""
    steps = plan(start, weeks, cut)
    return 100 * total(steps[1:]) / total(steps)


def height_after(years: float, part: float) -> float:
    """Return the girl's height in cm after `years` at `part` (0 to 1) of the usual growth: an illustration, no published dose response."""
    before, usual = (growth.lms("height", "girl", age)[1] for age in (AGE, AGE + years))
    return before + part * (usual - before)


def data() -> dict:
    """Return what the bench needs. Doses in mg/kg a day, sums in mg/kg, months since the first tablet."""
    height, weight = (growth.value_at(measure, "girl", AGE, 0) for measure in ("height", "weight"))
    eye = content.claim(CATARACT).figures
    bone = content.claim("vertebral-fracture-dose-response").figures
    years = content.claim("childhood-pv-duration-of-treatment").figures["treatment_years_mean"]
    ages = [2 + half / 2 for half in range(37)]
    return {
        "age": AGE,
        "height": height,
        "weight": weight,
        "surface": mosteller(height, weight),
        "starts": STARTS,
        "cuts": CUTS,
        "weeks": list(WEEKS),
        "example": list(EXAMPLE),
        "schedule": content.claim(SCHEDULE).figures["cut_percent"],
        "interval": content.claim(SCHEDULE).figures["cut_interval_weeks"],
        "tapers": {
            f"{start:g}/{cut}": {"doses": [step.dose for step in steps], "sum": total(steps)}
            for start in STARTS
            for cut in CUTS
            for steps in [plan(start, 1, cut)[1:]]
        },
        "stop": stop(),
        "failure": content.claim("consensus-treatment-failure").figures["prednisone_mg_per_kg_per_day"],
        "minimal": content.claim("consensus-minimal-therapy").figures["prednisone_mg_per_day_max"],
        "harms": [{**harm.model_dump(include={"organ", "says", "who"}), "month": harm.month()} for harm in harms()],
        "cataract": [eye["cumulative_mg_m2_no_cataract"], eye["cumulative_mg_m2_cataract"]],
        "fracture": [bone["per_mg_kg_day"], bone["hazard_ratio"], *bone["ci"]],
        "years": years,
        "ages": ages,
        "curves": {
            f"{percent}": [growth.value_at("height", "girl", age, growth.z_of_percentile(percent)) for age in ages]
            for percent in (3, 50, 97)
        },
        "on_steroid": ON_STEROID,
        "heights": {
            f"{part}": [
                [after, growth.z_score("height", "girl", AGE + years, after)]
                for years in ON_STEROID
                for after in [height_after(years, part / 100)]
            ]
            for part in PARTS
        },
        "course": content.course().not_for_treatment,
    }


def harms() -> list[Harm]:
    """Return the published findings, the earliest first."""
    return items_of(FILE, "harms", Harm, key="says")
