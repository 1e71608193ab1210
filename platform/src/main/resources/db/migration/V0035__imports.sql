-- A file that somebody brought in, from upload to inventory. Nothing of it is in the inventory before it is STORED.
create table inventory_import (
    id               bigint generated always as identity primary key,
    account_id       bigint references account,
    actor            text not null,
    file_name        text not null,
    size             bigint not null,
    -- SHA-256 of the content, in hexadecimals
    hash             text not null,
    -- the file itself; gone once it is stored or thrown away
    content          bytea,
    state            text not null check (state in
        ('WAITING', 'READING', 'READ', 'ACCEPTED', 'STORING', 'STORED', 'CANCELLED', 'DISCARDED', 'FAILED')),
    accepted_id      bigint references account,
    accepted_actor   text,
    -- how often it was given to a job, and which run of that job may write an answer
    turn             int not null default 0,
    attempt          int not null default 0,
    run_token        uuid,
    -- counts per table and remarks, JSON of ImportPreview; and rows that change, per table
    preview          jsonb,
    samples          jsonb,
    fault_count      int not null default 0,
    -- what went wrong, a key of the message files, and what the program said of it
    failure          text,
    failure_detail   text,
    created_at       timestamptz not null default now(),
    changed_at       timestamptz not null default now()
);
create index inventory_import_created on inventory_import (created_at);
-- a workbook is packed already, and a part of it can be read without the rest
alter table inventory_import alter column content set storage external;

-- How far a reading or storing is, and whether it should stop; apart from the import itself, so that telling and asking
-- never wait for the transaction that stores.
create table inventory_import_progress (
    import_id        bigint primary key references inventory_import on delete cascade,
    step             text not null default '',
    done             bigint not null default 0,
    total            bigint not null default 0,
    cancel_requested boolean not null default false
);

create table inventory_import_fault (
    import_id bigint not null references inventory_import on delete cascade,
    number    int not null,
    file      text not null,
    row       int not null,
    col       text not null,
    value     text not null,
    code      text not null,
    arguments jsonb not null,
    primary key (import_id, number)
);

-- What was read and waits to be accepted: rows as in the tables of the inventory, so that comparing and storing are SQL.
create table staged_resource_class as
    select 0::bigint as import_id, 0 as number, key, parent, kind, name from resource_class with no data;
create table staged_organisation as
    select 0::bigint as import_id, 0 as number, key, name, type, enterprise_number, nace from organisation with no data;
create table staged_site as
    select 0::bigint as import_id, 0 as number, key, organisation, name, area, lat, lon, modes from site with no data;
create table staged_offer as
    select 0::bigint as import_id, 0 as number, key, site, resource_class, quantity, price, ewc, description,
        standard_deviation, profile, visibility, qualities from offer with no data;
create table staged_need as
    select 0::bigint as import_id, 0 as number, key, site, resource_class, quantity, price, description,
        standard_deviation, profile, visibility, limits from need with no data;
create table staged_facility as
    select 0::bigint as import_id, 0 as number, key, site, name, status, capacity, min_intake, fixed_cost
    from facility with no data;
create table staged_process as
    select 0::bigint as import_id, 0 as number, key, facility, name, input, outputs, variable_cost, co2_per_unit,
        jobs_per_thousand, qualities from process with no data;
create table staged_link as
    select 0::bigint as import_id, 0 as number, from_site, to_site, mode, cost, km, co2 from link with no data;
alter table staged_resource_class add primary key (import_id, number);
alter table staged_organisation add primary key (import_id, number);
alter table staged_site add primary key (import_id, number);
alter table staged_offer add primary key (import_id, number);
alter table staged_need add primary key (import_id, number);
alter table staged_facility add primary key (import_id, number);
alter table staged_process add primary key (import_id, number);
alter table staged_link add primary key (import_id, number);
