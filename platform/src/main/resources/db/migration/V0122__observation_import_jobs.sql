-- Reading and storing a file with figures are jobs: a state for each, who accepted, and which run may write an answer.
alter table observation_import drop constraint observation_import_state_check;
alter table observation_import add constraint observation_import_state_check
    check (state in ('kept', 'reading', 'read', 'storing', 'stored', 'discarded'));
alter table observation_import
    add column accepted_id    bigint,
    -- how often it was given to a job, and which run of that job may write an answer
    add column turn           int not null default 0,
    add column attempt        int not null default 0,
    add column run_token      uuid,
    -- why it is back where it was, a key of the message files, and what the program said of it
    add column failure        text,
    add column failure_detail text not null default '';

-- How far a reading or storing is, and whether it should stop; apart from the import itself, so that telling and asking
-- never wait for the transaction that stores.
create table observation_import_progress (
    import_id        bigint primary key references observation_import on delete cascade,
    step             text not null default '',
    done             bigint not null default 0,
    total            bigint not null default 0,
    cancel_requested boolean not null default false
);
