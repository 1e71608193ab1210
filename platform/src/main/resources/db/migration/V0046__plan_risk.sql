-- How sure a case of a plan is, as simulated last: a document with its seed and number of years.
create table plan_risk (
    plan      bigint not null references plan on delete cascade,
    case_id   text not null,
    document  jsonb not null,
    made_at   timestamptz not null default now(),
    primary key (plan, case_id)
);
