-- A file that somebody brought in, from upload to inventory. Nothing of it is in the inventory before it is STORED.
create table inventory_import (
    id               bigint generated always as identity primary key,
    account_id       bigint references account,
    actor            text not null,
    file_name        text not null,
    byte_count       bigint not null default 0,
    state            text not null check (state in
        ('WAITING', 'READING', 'READ', 'ACCEPTED', 'STORING', 'STORED', 'CANCELLED', 'FAILED')),
    -- which job may work on it; an older one that wakes up late finds another number here
    run              int not null default 1,
    attempts         int not null default 0,
    cancel_requested boolean not null default false,
    -- what reading or storing found; JSON of Imports.Preview
    preview          jsonb,
    fault_count      int not null default 0,
    failure          text,
    created_at       timestamptz not null default now(),
    changed_at       timestamptz not null default now()
);
create index inventory_import_created on inventory_import (created_at);

-- The file itself, in pieces that fit in memory. It is packed already, so the database need not try.
create table inventory_import_piece (
    import_id bigint not null references inventory_import on delete cascade,
    number    int not null,
    bytes     bytea not null,
    primary key (import_id, number)
);
alter table inventory_import_piece alter column bytes set storage external;

-- How far a reading or storing is; apart from the import itself so that storing never waits for telling.
create table inventory_import_progress (
    import_id bigint primary key references inventory_import on delete cascade,
    step      text not null,
    done      bigint not null,
    total     bigint not null
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
