-- A case out of a plan that the coordinator took up, with its figures as they were then.
create table business_case (
    id         bigint generated always as identity primary key,
    title      text not null,
    note       text not null default '',
    status     text not null default 'potential' check (status in
        ('seed', 'potential', 'pre_business_case', 'feasible', 'guided', 'realised', 'parked', 'stopped')),
    plan       bigint references plan,
    plan_case  text,
    plan_name  text not null default '',
    figures    jsonb not null,
    flows      jsonb not null,
    surplus    double precision not null,
    co2e_avoided double precision not null,
    jobs       double precision not null,
    created_at timestamptz not null default now(),
    created_by bigint references account,
    creator    text not null,
    updated_at timestamptz not null default now(),
    version    int not null default 0,
    unique (plan, plan_case)
);

-- Keys are those of the inventory; a partner keeps its name here should the inventory change.
create table business_case_partner (
    business_case bigint not null references business_case on delete cascade,
    organisation  text not null,
    name          text not null,
    alone         double precision not null,
    primary key (business_case, organisation)
);
create index business_case_partner_organisation on business_case_partner (organisation);
