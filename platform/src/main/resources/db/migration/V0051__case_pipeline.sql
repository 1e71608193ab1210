-- From a first idea to a business that runs: where a case came from, what moves it, who does what by when, what was said
-- and decided, and what came of it.
alter table business_case
    alter column figures drop not null,
    alter column flows set default '[]',
    alter column surplus set default 0,
    alter column co2e_avoided set default 0,
    alter column jobs set default 0,
    add column origin   text not null default 'plan' check (origin in ('plan', 'challenge', 'session', 'desk')),
    add column model    text check (model in ('resource_recovery', 'life_extension', 'product_as_a_service', 'sharing',
        'group_purchase', 'shared_infrastructure')),
    add column sdgs     int[] not null default '{}' check (sdgs <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16, 17]),
    -- when something last happened: a move, a step done, something written down
    add column moved_at timestamptz not null default now(),
    add constraint business_case_of_a_plan check (origin <> 'plan' or figures is not null);
update business_case set moved_at = updated_at;
create index business_case_status on business_case (status, moved_at desc);

alter table business_case_partner
    alter column alone drop not null,
    add column role text not null default '';

-- What a stage demands before a case enters it; a coordinator changes the list.
create table business_case_gate (
    stage  text not null check (stage in
        ('potential', 'pre_business_case', 'feasible', 'guided', 'realised')),
    demand text not null check (demand in ('described', 'partners', 'planned_step', 'talk', 'model', 'expected',
        'decision', 'steps_done', 'verified')),
    primary key (stage, demand)
);
insert into business_case_gate (stage, demand) values
    ('potential', 'described'),
    ('pre_business_case', 'partners'),
    ('pre_business_case', 'planned_step'),
    ('feasible', 'talk'),
    ('feasible', 'model'),
    ('feasible', 'expected'),
    ('guided', 'decision'),
    ('realised', 'steps_done'),
    ('realised', 'verified');

create table business_case_move (
    id            bigint generated always as identity primary key,
    business_case bigint not null references business_case on delete cascade,
    from_status   text not null,
    to_status     text not null,
    reason        text not null default '' check (reason in ('', 'partner', 'margin', 'legal', 'volume', 'place', 'timing',
        'double', 'other', 'undone')),
    words         text not null default '',
    -- demands that were not met when a coordinator let the case pass
    missing       text[] not null default '{}',
    moved_at      timestamptz not null default now(),
    moved_by      bigint references account,
    mover         text not null
);
create index business_case_move_case on business_case_move (business_case, id desc);

create table business_case_step (
    id            bigint generated always as identity primary key,
    business_case bigint not null references business_case on delete cascade,
    title         text not null check (title <> ''),
    owner         text not null check (owner <> ''),
    due           date not null,
    done_at       timestamptz,
    done_by       text
);
create index business_case_step_case on business_case_step (business_case, due);
create index business_case_step_due on business_case_step (due) where done_at is null;

create table business_case_entry (
    id            bigint generated always as identity primary key,
    business_case bigint not null references business_case on delete cascade,
    kind          text not null check (kind in ('talk', 'session', 'decision', 'risk')),
    happened_on   date not null,
    words         text not null check (words <> ''),
    written_at    timestamptz not null default now(),
    writer        text not null
);
create index business_case_entry_case on business_case_entry (business_case, happened_on desc);

-- What came of it, kept apart from what was expected; each with its evidence.
create table business_case_result (
    id            bigint generated always as identity primary key,
    business_case bigint not null references business_case on delete cascade,
    measure       text not null check (measure in ('material', 'co2e', 'money', 'jobs')),
    quantity      double precision not null check (quantity > '-Infinity' and quantity < 'Infinity'),
    for_whom      text not null default '',
    first_day     date not null,
    last_day      date not null,
    evidence      text not null check (evidence <> ''),
    verified_at   timestamptz not null default now(),
    verifier      text not null,
    check (last_day >= first_day)
);
create index business_case_result_case on business_case_result (business_case);
