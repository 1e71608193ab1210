-- How the surplus of a case of a plan is shared, as worked out last: a document with its fairness rule.
create table plan_split (
    plan      bigint not null references plan on delete cascade,
    case_id   text not null,
    document  jsonb not null,
    made_at   timestamptz not null default now(),
    primary key (plan, case_id)
);
