-- The inventory a plan was made from, as zipped CSV files; plans made from the same one share it.
create table plan_snapshot (
    hash       text primary key,
    content    bytea not null,
    created_at timestamptz not null default now()
);

create table plan (
    id                 bigint generated always as identity primary key,
    name               text not null,
    note               text not null default '',
    created_at         timestamptz not null default now(),
    created_by         bigint references account,
    creator            text not null,
    version            int not null default 0,
    deleted_at         timestamptz,

    -- what was asked
    scope              jsonb not null default '{}',
    gap                double precision not null check (gap between 0 and 1),
    time_limit         double precision not null check (time_limit > 0),
    weight_co2         double precision not null default 0,
    weight_jobs        double precision not null default 0,
    seed               bigint not null default 1,
    snapshot           text not null references plan_snapshot,
    offers             int not null,
    needs              int not null,
    facilities         int not null,
    remade_from        bigint references plan,

    -- how it goes
    status             text not null default 'queued'
                       check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
    run_token          uuid,
    attempt            int not null default 0,
    cancel_requested   boolean not null default false,
    started_at         timestamptz,
    finished_at        timestamptz,
    heartbeat_at       timestamptz,
    progress_surplus   double precision,
    progress_bound     double precision,
    progress_seconds   double precision,

    -- what came out
    engine             text,
    result             jsonb,
    cases              jsonb,
    surplus            double precision,
    bound              double precision,
    reached_gap        double precision,
    money              double precision,
    co2e_avoided       double precision,
    jobs               double precision,
    case_count         int,
    error              text,
    error_detail       text
);
create index plan_list on plan (created_at desc) where deleted_at is null;
create index plan_status on plan (status) where deleted_at is null;
