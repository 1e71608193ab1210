-- A trade-off between two aims, sought beside a plan; each point of it is a plan of its own.
create table plan_trade (
    id               bigint generated always as identity primary key,
    plan             bigint not null references plan,
    first_aim        text not null check (first_aim in ('money', 'co2e', 'jobs')),
    second_aim       text not null check (second_aim in ('money', 'co2e', 'jobs')),
    points           int not null check (points between 2 and 50),
    created_at       timestamptz not null default now(),
    created_by       bigint references account,
    creator          text not null,
    status           text not null default 'queued'
                     check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
    run_token        uuid,
    attempt          int not null default 0,
    cancel_requested boolean not null default false,
    started_at       timestamptz,
    finished_at      timestamptz,
    heartbeat_at     timestamptz,
    done             int not null default 0,
    -- which points: even over the range, or only those that are best for some weight
    coverage         text check (coverage in ('even', 'supported')),
    complete         boolean,
    error            text,
    error_detail     text
);
create index plan_trade_plan on plan_trade (plan);

-- what a plan is made for instead of money, and what it has to reach beside money
alter table plan add column aim text not null default 'money' check (aim in ('money', 'co2e', 'jobs'));
alter table plan add column floor_co2e double precision;
alter table plan add column floor_jobs double precision;
alter table plan add column trade bigint references plan_trade;
create index plan_of_trade on plan (trade) where trade is not null;

-- Trade-offs wait in a queue of their own; the shape is db-scheduler's.
create table scheduled_trade (like scheduled_tasks including all);
