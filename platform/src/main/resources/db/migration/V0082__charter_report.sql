-- What an organisation says itself of a commitment, once a year.
create table charter_report (
    commitment  bigint not null references charter_commitment,
    year        int not null check (year between 1990 and 2200),
    outcome     text not null check (outcome in ('done', 'partly', 'not')),
    quantity    double precision check (quantity >= 0 and quantity < 'Infinity'),
    evidence    text not null default '' check (evidence = '' or evidence ~ '^https?://'),
    remark      text not null default '',
    reported_at timestamptz not null default now(),
    account     bigint references account,
    reporter    text not null,
    primary key (commitment, year)
);

-- Years of which a report is asked and not there: from the first of January after, late from the first of March. The year
-- of signing counts only when half of it is left or the commitment ends in it. Who withdrew is not asked any more.
create view charter_report_asked as
select c.id as commitment, y.year, make_date(y.year + 1, 1, 1) as asked_on, make_date(y.year + 1, 3, 1) as late_on
from charter_commitment c
    join charter_signature s on s.id = c.signature and s.withdrawn_on is null
    cross join lateral (select (s.signed_at at time zone 'Europe/Brussels')::date as day) signed
    cross join lateral generate_series(
        case when extract(month from signed.day) > 6 and extract(year from c.by_day) > extract(year from signed.day)
            then extract(year from signed.day)::int + 1 else extract(year from signed.day)::int end,
        greatest(extract(year from c.by_day)::int, extract(year from signed.day)::int)) y (year)
where not exists (select from charter_report r where r.commitment = c.id and r.year = y.year);
