-- A file that somebody brought in, from upload to inventory. Nothing of it is in the inventory before it is STORED.
create table inventory_import (
    id               bigint generated always as identity primary key,
    account_id       bigint references account,
    actor            text not null,
    file_name        text not null,
    content          bytea,
    state            text not null check (state in
        ('WAITING', 'READING', 'READ', 'ACCEPTED', 'STORING', 'STORED', 'CANCELLED', 'FAILED')),
    cancel_requested boolean not null default false,
    -- what reading found: counts per table, remarks; JSON of ImportPreview
    preview          jsonb,
    fault_count      int not null default 0,
    failure          text,
    created_at       timestamptz not null default now(),
    changed_at       timestamptz not null default now()
);
create index inventory_import_created on inventory_import (created_at);
-- a workbook is packed already
alter table inventory_import alter column content set storage external;

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
