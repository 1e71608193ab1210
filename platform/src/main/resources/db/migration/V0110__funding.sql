-- Projects that somebody pays for: phases with dates, and in each what was promised, done and reached.
create table funding_project (
    id         bigint generated always as identity primary key,
    title      text not null check (title <> ''),
    funder     text not null check (funder <> ''),
    reference  text not null default '',
    words      text not null default '',
    version    int not null default 0,
    created_at timestamptz not null default now(),
    creator    text not null,
    removed_at timestamptz
);

create table funding_phase (
    id        bigint generated always as identity primary key,
    project   bigint not null references funding_project on delete cascade,
    title     text not null check (title <> ''),
    first_day date not null,
    last_day  date not null,
    done      text not null default '',
    check (last_day >= first_day)
);
create index funding_phase_project on funding_phase (project, first_day);

create table funding_promise (
    id         bigint generated always as identity primary key,
    phase      bigint not null references funding_phase on delete cascade,
    title      text not null check (title <> ''),
    unit       text not null check (unit <> ''),
    promised   numeric(15, 2) not null check (promised > 0),
    -- what Knooppunt counts of it by itself; nothing: a person fills it in
    counted_by text check (counted_by in ('planted', 'feasible', 'realised', 'talks', 'sessions', 'partners', 'material',
        'co2e', 'money', 'jobs')),
    reached    numeric(15, 2) check (reached >= 0),
    evidence   text not null default '',
    check (counted_by is null or reached is null)
);
create index funding_promise_phase on funding_promise (phase, id);
