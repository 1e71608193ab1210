-- Visitations: what a committee looked at, with whom it talked, what it found and what it advised to whom; and what became
-- of each advice, year by year, from visit to visit.
create table visitation (
    id           bigint generated always as identity primary key,
    title        text not null check (title <> ''),
    year         int not null check (year between 1990 and 2199),
    held_on      date,
    place        text not null default '',
    -- the years of the policy it looked at, when told
    first_year   int,
    last_year    int check (last_year >= first_year),
    words        text not null default '',
    source       text not null default '',
    version      int not null default 0,
    created_at   timestamptz not null default now(),
    creator      text not null,
    check (held_on is null or extract(year from held_on) = year)
);

-- Themes, committee, sources, talks, agenda, findings and good practices.
create table visitation_part (
    id         bigint generated always as identity primary key,
    visitation bigint not null references visitation on delete cascade,
    kind       text not null check (kind in ('theme', 'member', 'source', 'talk', 'agenda', 'finding', 'practice')),
    title      text not null check (title <> ''),
    words      text not null default '',
    source     text not null default ''
);
create index visitation_part_visitation on visitation_part (visitation, kind, id);

create table recommendation (
    id           bigint generated always as identity primary key,
    visitation   bigint not null references visitation on delete cascade,
    title        text not null check (title <> ''),
    words        text not null default '',
    source       text not null default '',
    -- an earlier advice of which this is the follow-up
    follows      bigint references recommendation on delete set null,
    due_on       date,
    response     text not null default '',
    responded_at timestamptz,
    responder    text,
    version      int not null default 0,
    check (follows <> id),
    check ((responded_at is null) = (responder is null))
);
create index recommendation_visitation on recommendation (visitation, id);
create index recommendation_follows on recommendation (follows);

create table recommendation_addressee (
    recommendation bigint not null references recommendation on delete cascade,
    addressee      text not null check (addressee in ('city', 'ocmw', 'province', 'flemish', 'federal')),
    primary key (recommendation, addressee)
);

-- How it stood in a year, with what shows it.
create table recommendation_year (
    recommendation bigint not null references recommendation on delete cascade,
    year           int not null check (year between 1990 and 2199),
    status         text not null check (status in ('open', 'planned', 'running', 'done', 'dropped')),
    words          text not null default '',
    evidence       text not null default '',
    told_at        timestamptz not null default now(),
    teller         text not null,
    primary key (recommendation, year),
    -- what is done needs something that shows it
    check (status <> 'done' or evidence <> '')
);
