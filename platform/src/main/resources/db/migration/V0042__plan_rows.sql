alter table plan
    -- how it was asked to search
    add column method text not null default 'automatic' check (method in ('automatic', 'exact', 'lagrangian')),
    -- how the search went: objects with seconds, surplus and bound, thinned to some hundred
    add column course jsonb not null default '[]',
    -- what every page of the plan tells: the answer without its lists, and how long those are
    add column overview jsonb;

-- The files as they were written; jsonb would order their keys anew at every reading.
alter table plan
    alter column result type json using result::json,
    alter column cases type json using cases::json;

-- The lists of an answer, a row for each line, so that a page of a plan with tens of thousands of flows reads what it
-- shows and no more. A line holds all that is told of it; what is sought, sorted and added up is a column.
create table plan_flow (
    plan       bigint not null references plan on delete cascade,
    number     int not null,
    line       jsonb not null,
    in_case    int generated always as (nullif(substring(line ->> 'case_id' from 2), '')::int) stored,
    kind       text generated always as (line ->> 'kind') stored,
    class      text generated always as (line ->> 'resource_class') stored,
    class_name text generated always as (line ->> 'class_name') stored,
    from_id    text generated always as (line ->> 'from') stored,
    from_role  text generated always as (line ->> 'from_role') stored,
    from_name  text generated always as (line ->> 'from_name') stored,
    from_site  text generated always as (line -> 'from_site' ->> 'id') stored,
    from_area  text generated always as (line -> 'from_site' ->> 'area') stored,
    from_lat   double precision generated always as ((line -> 'from_site' ->> 'lat')::double precision) stored,
    from_lon   double precision generated always as ((line -> 'from_site' ->> 'lon')::double precision) stored,
    to_id      text generated always as (line ->> 'to') stored,
    to_role    text generated always as (line ->> 'to_role') stored,
    to_name    text generated always as (line ->> 'to_name') stored,
    to_site    text generated always as (line -> 'to_site' ->> 'id') stored,
    to_area    text generated always as (line -> 'to_site' ->> 'area') stored,
    to_lat     double precision generated always as ((line -> 'to_site' ->> 'lat')::double precision) stored,
    to_lon     double precision generated always as ((line -> 'to_site' ->> 'lon')::double precision) stored,
    quantity   double precision generated always as ((line ->> 'quantity')::double precision) stored,
    km         double precision generated always as ((line ->> 'km')::double precision) stored,
    cost       double precision generated always as ((line ->> 'cost')::double precision) stored,
    search     text generated always as (plain((line ->> 'from') || ' ' || (line ->> 'from_name') || ' '
        || (line ->> 'from_place') || ' ' || (line ->> 'to') || ' ' || (line ->> 'to_name') || ' '
        || (line ->> 'to_place') || ' ' || (line ->> 'class_name'))) stored,
    primary key (plan, number)
);
create index plan_flow_case on plan_flow (plan, in_case);

create table plan_case (
    plan    bigint not null references plan on delete cascade,
    number  int not null,
    line    jsonb not null,
    id      text generated always as (line -> 'document' ->> 'case') stored,
    primary key (plan, number)
);

create table plan_partner (
    plan    bigint not null references plan on delete cascade,
    number  int not null,
    line    jsonb not null,
    in_case text generated always as (line ->> 'case_id') stored,
    search  text generated always as (plain((line ->> 'organisation') || ' ' || (line ->> 'name'))) stored,
    primary key (plan, number)
);

create table plan_facility (
    plan    bigint not null references plan on delete cascade,
    number  int not null,
    line    jsonb not null,
    primary key (plan, number)
);

create table plan_left_out (
    plan        bigint not null references plan on delete cascade,
    number      int not null,
    line        jsonb not null,
    role        text generated always as (line ->> 'what') stored,
    entry_price double precision generated always as ((line ->> 'entry_price')::double precision) stored,
    part        boolean generated always as ((line ->> 'part')::boolean) stored,
    search      text generated always as (plain((line ->> 'id') || ' ' || (line ->> 'name') || ' '
        || (line ->> 'organisation') || ' ' || (line ->> 'class_name'))) stored,
    primary key (plan, number)
);

create table plan_payment (
    plan     bigint not null references plan on delete cascade,
    number   int not null,
    line     jsonb not null,
    in_case  int generated always as (nullif(substring(line ->> 'case_id' from 2), '')::int) stored,
    incoming boolean generated always as ((line ->> 'in')::boolean) stored,
    party    text generated always as (line ->> 'party') stored,
    kind     text generated always as (line ->> 'kind') stored,
    amount   double precision generated always as ((line ->> 'amount')::double precision) stored,
    primary key (plan, number)
);
create index plan_payment_case on plan_payment (plan, in_case);
