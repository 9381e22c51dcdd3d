/*---
question = "Which schools have more, or fewer, incidents per 1,000 pupils than chance explains?"
answer = """one row per school in scope in the chosen years, against the centre and exact Poisson limits of all schools; \
incidents and pupils are added over the years with enrolment (per 1,000 pupils and year), a school without any has no rate; \
overdispersion: Pearson's chi-square over its degrees of freedom, 1 when chance alone is at work; position is above or \
below, 95 or 998, or inside"""
child = true
---*/
WITH rolls AS (
    SELECT school_id, year, sum(pupils) AS pupils FROM enrolment
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
),
counts AS (
    SELECT school_id, year, count(*) AS incidents FROM incidents_in_year
    WHERE len($years) = 0 OR list_contains($years, year)
    GROUP BY school_id, year
),
totals AS (
    SELECT
        school_years.school_id,
        nullif(CAST(sum(rolls.pupils) AS BIGINT), 0) AS pupils,
        CAST(coalesce(sum(CASE WHEN rolls.pupils > 0 THEN counts.incidents END), 0) AS BIGINT) AS matched,
        CAST(sum(counts.incidents) AS BIGINT) AS all_known
    FROM school_years
    LEFT JOIN rolls ON rolls.school_id = school_years.school_id AND rolls.year = school_years.year
    LEFT JOIN counts ON counts.school_id = school_years.school_id AND counts.year = school_years.year
    WHERE school_years.in_scope AND (len($years) = 0 OR list_contains($years, school_years.year))
    GROUP BY school_years.school_id
),
means AS (
    -- Without enrolment there is no exposure: what is known is shown, and silence is not a zero.
    SELECT
        school_id, pupils, CASE WHEN pupils > 0 THEN matched ELSE all_known END AS incidents, per_pupil,
        per_pupil * pupils AS mean
    FROM totals
    CROSS JOIN (
        SELECT sum(CASE WHEN pupils > 0 THEN matched END) / CAST(sum(pupils) AS DOUBLE) AS per_pupil FROM totals
    ) AS district
),
chances AS (
    -- The Poisson chance of each count that is thinkable; schools of one size share it.
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
        school_id, incidents, pupils, per_pupil, means.mean,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(low998, 0) END AS low998,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(low95, 0) END AS low95,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(high95, 0) END AS high95,
        CASE WHEN means.mean IS NOT NULL THEN coalesce(high998, 0) END AS high998,
        sum(CASE WHEN means.mean > 0 THEN (incidents - means.mean) * (incidents - means.mean) / means.mean END) OVER ()
            / nullif(count(means.mean) OVER () - 1, 0) AS overdispersion
    FROM means LEFT JOIN limits ON limits.mean = means.mean
)
SELECT
    school_id, incidents, pupils, 1000.0 * incidents / pupils AS rate, 1000 * per_pupil AS centre,
    1000.0 * low95 / pupils AS lower95, 1000.0 * high95 / pupils AS upper95,
    1000.0 * low998 / pupils AS lower998, 1000.0 * high998 / pupils AS upper998,
    overdispersion,
    CASE
        WHEN incidents > high998 THEN 'above_998'
        WHEN incidents < low998 THEN 'below_998'
        WHEN incidents > high95 THEN 'above_95'
        WHEN incidents < low95 THEN 'below_95'
        WHEN mean IS NOT NULL THEN 'inside'
    END AS position
FROM charted
WHERE len($schools) = 0 OR list_contains($schools, school_id)
ORDER BY school_id
