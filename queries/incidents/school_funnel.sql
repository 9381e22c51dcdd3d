/*---
question = "Which schools have more, or fewer, incidents per 1,000 pupils than chance explains?"
answer = """one row per school in scope in the chosen years, against the centre and exact Poisson limits of all schools; \
incidents and pupils are added over the years with enrolment of which something is known; rates are per 1,000 pupil_years \
(pupils times the share of the year that the school was open); a silent school, and one without enrolment, has no rate; \
overdispersion: Pearson's chi-square over its degrees of freedom, 1 when chance alone is at work; wide limits: the same, as many \
times further from the centre as the root of an overdispersion above 1; position against these: above or below, 95 or 998, or inside"""
child = true
columns = [
  "school_id", "incidents", "pupils",
  {name = "rate", like = "incident_rate"},
  {name = "centre", kind = "number", title = "Centre", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "lower95", kind = "number", title = "Lower limit 95%", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "upper95", kind = "number", title = "Upper limit 95%", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "lower998", kind = "number", title = "Lower limit 99.8%", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "upper998", kind = "number", title = "Upper limit 99.8%", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "overdispersion", kind = "number", title = "Overdispersion", decimals = 2},
  {name = "position", kind = "code", title = "Among schools of its size", codes = "position", privacy = "child"},
  {name = "pupil_years", kind = "number", title = "Pupil-years", decimals = 1},
  {name = "wide_lower95", kind = "number", title = "Widened lower limit 95%", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "wide_upper95", kind = "number", title = "Widened upper limit 95%", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "wide_lower998", kind = "number", title = "Widened lower limit 99.8%", decimals = 1, unit = "vụ/1.000 học sinh"},
  {name = "wide_upper998", kind = "number", title = "Widened upper limit 99.8%", decimals = 1, unit = "vụ/1.000 học sinh"},
]
---*/
WITH totals AS (
    SELECT
        school_id, CAST(sum(pupils) AS BIGINT) AS pupils, sum(pupil_years ORDER BY year) AS pupil_years,
        CAST(coalesce(sum(CASE WHEN pupil_years > 0 THEN incidents END), 0) AS BIGINT) AS matched,
        CAST(nullif(sum(incidents), 0) AS BIGINT) AS all_known
    FROM school_incidents
    WHERE in_scope AND (len($years) = 0 OR list_contains($years, year))
    GROUP BY school_id
),
means AS (
    -- Without enrolment there is no exposure: the counts are shown, and a silent school is not a zero.
    SELECT
        school_id, pupils, pupil_years, CASE WHEN pupil_years > 0 THEN matched ELSE all_known END AS incidents, per_pupil,
        per_pupil * pupil_years AS mean
    FROM totals
    CROSS JOIN (
        -- Fractions are added in a fixed order, because another order changes the last digits.
        SELECT sum(CASE WHEN pupil_years > 0 THEN matched END) / sum(pupil_years ORDER BY school_id) AS per_pupil FROM totals
    ) AS district
),
chances AS (
    -- The Poisson probability of each plausible count; schools of the same size share it.
    SELECT mean, k, exp(k * ln(mean) - mean - lgamma(k + 1)) AS chance
    FROM (
        SELECT mean, unnest(range(CAST(greatest(mean - 8 * sqrt(mean) - 10, 0) AS BIGINT),
            CAST(mean + 8 * sqrt(mean) + 30 AS BIGINT))) AS k
        FROM (SELECT DISTINCT mean FROM means WHERE mean > 0) AS sizes
    ) AS thinkable
),
limits AS (
    SELECT
        mean,
        min(k) FILTER (WHERE reached >= 0.001) AS low998, min(k) FILTER (WHERE reached >= 0.025) AS low95,
        min(k) FILTER (WHERE reached >= 0.975) AS high95, min(k) FILTER (WHERE reached >= 0.999) AS high998
    FROM (SELECT mean, k, sum(chance) OVER (PARTITION BY mean ORDER BY k) AS reached FROM chances) AS sums
    GROUP BY mean
),
charted AS (
    SELECT
        school_id, incidents, pupils, pupil_years, per_pupil, means.mean,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(low998, 0) END AS low998,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(low95, 0) END AS low95,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(high95, 0) END AS high95,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(high998, 0) END AS high998,
        sum(CASE WHEN means.mean > 0 THEN (incidents - means.mean) * (incidents - means.mean) / means.mean END)
            OVER (ORDER BY school_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            / nullif(count(means.mean) OVER () - 1, 0) AS overdispersion
    FROM means LEFT JOIN limits ON limits.mean = means.mean
),
widened AS (
    SELECT
        *,
        greatest(mean - (mean - low998) * stretch, 0) AS wide_low998, greatest(mean - (mean - low95) * stretch, 0) AS wide_low95,
        mean + (high95 - mean) * stretch AS wide_high95, mean + (high998 - mean) * stretch AS wide_high998
    FROM (SELECT *, sqrt(greatest(coalesce(overdispersion, 1), 1)) AS stretch FROM charted) AS spread
)
SELECT
    school_id, incidents, pupils, 1000.0 * incidents / pupil_years AS rate, 1000 * per_pupil AS centre,
    1000.0 * low95 / pupil_years AS lower95, 1000.0 * high95 / pupil_years AS upper95,
    1000.0 * low998 / pupil_years AS lower998, 1000.0 * high998 / pupil_years AS upper998,
    overdispersion,
    -- Rounded, so that a school on a computed limit is not outside it.
    CASE
        WHEN incidents > round(wide_high998, 9) THEN 'above_998'
        WHEN incidents < round(wide_low998, 9) THEN 'below_998'
        WHEN incidents > round(wide_high95, 9) THEN 'above_95'
        WHEN incidents < round(wide_low95, 9) THEN 'below_95'
        WHEN mean IS NOT NULL THEN 'inside'
    END AS position,
    pupil_years,
    1000.0 * wide_low95 / pupil_years AS wide_lower95, 1000.0 * wide_high95 / pupil_years AS wide_upper95,
    1000.0 * wide_low998 / pupil_years AS wide_lower998, 1000.0 * wide_high998 / pupil_years AS wide_upper998
FROM widened
WHERE len($schools) = 0 OR list_contains($schools, school_id)
ORDER BY school_id
