-- Room to experiment: under which permit, on which conditions that who watches, until when, and what was learned.
create table place_experiment (
    id             bigint generated always as identity primary key,
    place          bigint not null references place,
    business_case  bigint references business_case,
    title          text not null check (title <> ''),
    authority      text not null default '',
    permit         text not null default '',
    permit_from    date,
    permit_until   date,
    from_day       date not null,
    until_day      date not null,
    evaluate_by    date not null,
    learned        text not null default '',
    continues      text check (continues in ('yes', 'changed', 'no')),
    evaluated_at   timestamptz,
    evaluator      text not null default '',
    version        int not null default 0,
    made_at        timestamptz not null default now(),
    changed_at     timestamptz not null default now(),
    check (from_day <= until_day),
    check (permit_from <= permit_until),
    check ((evaluated_at is null) = (continues is null))
);
create index place_experiment_place on place_experiment (place);

create table place_condition (
    id         bigint generated always as identity primary key,
    experiment bigint not null references place_experiment on delete cascade,
    words      text not null check (words <> ''),
    -- who watches that it is kept
    watcher    text not null,
    kept_at    timestamptz,
    keeper     text not null default ''
);
create index place_condition_experiment on place_condition (experiment);

-- What became of somebody who looked for space. The need itself is in the inventory; its words stay here when it is met.
create table space_seeker (
    need         text primary key references need,
    organisation text not null references organisation,
    title        text not null,
    quantity     double precision not null,
    state        text not null default 'looking' check (state in ('looking', 'moved_in', 'stopped')),
    moved_on     date,
    place        bigint references place,
    whereto      text not null default '',
    note         text not null default '',
    changed_at   timestamptz not null default now(),
    changer      text not null,
    check ((state = 'moved_in') = (moved_on is not null))
);
