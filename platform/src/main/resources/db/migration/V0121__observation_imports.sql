-- Files with observations: kept until somebody accepts what was read of them or throws it away.
create table observation_import (
    id          bigint generated always as identity primary key,
    account_id  bigint not null,
    actor       text not null,
    file_name   text not null,
    content     bytea,
    state       text not null check (state in ('kept', 'read', 'stored', 'discarded')),
    -- where which column is; absent until somebody said so
    mapping     jsonb,
    added       bigint not null default 0,
    changed     bigint not null default 0,
    unchanged   bigint not null default 0,
    fault_count int not null default 0,
    why         text not null default '',
    created_at  timestamptz not null default now(),
    stored_at   timestamptz,
    load        int references observation_load
);
-- a file may be large, and packing it costs more than the room it takes
alter table observation_import alter column content set storage external;

create table observation_import_fault (
    import_id bigint not null references observation_import on delete cascade,
    number    int not null,
    row       int not null,
    col       text not null,
    value     text not null,
    code      text not null,
    expected  text not null,
    primary key (import_id, number)
);

-- A mapping by name, for a source that always looks the same.
create table observation_mapping (
    id      int generated always as identity primary key,
    name    text not null unique check (name <> ''),
    mapping jsonb not null,
    actor   text not null
);

-- What was read, until it is stored: not worth the log, since the file is kept.
create unlogged table staged_observation (
    import_id bigint not null,
    row       int not null,
    indicator int not null,
    area      int not null,
    period    int not null,
    category  int not null,
    source    int not null,
    status    smallint not null,
    value     numeric
);
