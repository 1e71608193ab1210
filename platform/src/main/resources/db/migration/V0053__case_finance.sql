-- What a case costs and brings over years, per partner; what follows from it is worked out when somebody looks.
alter table business_case
    add column finance_rate  double precision not null default 0.04 check (finance_rate >= 0 and finance_rate <= 1),
    add column finance_years int not null default 10 check (finance_years between 1 and 40);

create table business_case_money (
    id            bigint generated always as identity primary key,
    business_case bigint not null references business_case on delete cascade,
    kind          text not null check (kind in ('investment', 'subsidy', 'benefit', 'cost')),
    name          text not null check (name <> ''),
    partner       text not null default '',
    amount        numeric(15, 2) not null check (amount >= 0),
    first_year    int not null check (first_year between 0 and 40),
    last_year     int not null check (last_year >= first_year and last_year <= 40),
    growth        double precision not null default 0 check (growth > -1 and growth <= 1),
    by_volume     boolean not null default false,
    unique (business_case, name)
);
