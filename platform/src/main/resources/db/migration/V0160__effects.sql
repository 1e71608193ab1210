-- What was done somewhere, which figure should have changed by it, how sure that is, and the data with which anybody works
-- it out again.
create table effect (
    id           bigint generated always as identity primary key,
    -- what was done, in one line and in more
    title        text not null check (title <> ''),
    story        text not null default '',
    -- which goal it serves, in words
    goal         text not null default '',
    place        text not null check (place <> ''),
    -- first year in which it may have had an effect
    started      int not null check (started between 1800 and 2200),
    -- the figure that should have changed, with its unit and where it comes from
    figure       text not null default '',
    unit         text not null default '',
    source       text not null default '',
    -- the table that was brought in, as text, and which columns hold what; absent while there is none
    file_name    text,
    content      bytea,
    unit_column  text not null default '',
    time_column  text not null default '',
    figure_column text not null default '',
    -- what was chosen out of it
    treated      text not null default '',
    from_period  int,
    to_period    int,
    compared     text[] not null default '{}',
    published_at timestamptz,
    created_at   timestamptz not null default now(),
    created_by   bigint not null references account,
    creator      text not null,
    updated_at   timestamptz not null default now(),
    version      int not null default 0,
    check ((file_name is null) = (content is null))
);
create index effect_updated on effect (updated_at desc);
create index effect_published on effect (published_at) where published_at is not null;

-- What was worked out, with exactly the data it was worked out from. Kept when it is worked out anew; the last counts.
create table effect_run (
    id         bigint generated always as identity primary key,
    effect     bigint not null references effect on delete cascade,
    approach   text not null check (approach in ('synthetic_control', 'difference', 'series', 'trend', 'asserted')),
    treated    text not null,
    started    int not null,
    figure     text not null,
    unit       text not null,
    source     text not null,
    -- absent where nothing is calculated
    data       text,
    document   text,
    refused    boolean not null default false,
    made_at    timestamptz not null default now(),
    account    bigint not null references account,
    person     text not null,
    check ((approach = 'asserted') = (data is null)),
    check ((approach in ('trend', 'asserted')) = (document is null))
);
create index effect_run_effect on effect_run (effect, id desc);

-- How sure it is, who judged so, when and why. A judgement stays; the last counts.
create table effect_judgement (
    id       bigint generated always as identity primary key,
    effect   bigint not null references effect on delete cascade,
    run      bigint not null references effect_run on delete cascade,
    grade    text not null check (grade in ('asserted', 'trend', 'compared', 'counterfactual')),
    reason   text not null default '',
    at       timestamptz not null default now(),
    account  bigint not null references account,
    person   text not null
);
create index effect_judgement_effect on effect_judgement (effect, id desc);
