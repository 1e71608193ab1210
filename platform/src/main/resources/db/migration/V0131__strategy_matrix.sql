-- What an initiative is for and whom it reaches: tags that things of all rooms can carry, by the key their room knows them
-- by. An initiative is whatever carries such a tag.
create table strategy_tag (
    id      bigint generated always as identity primary key,
    axis    text not null check (axis in ('service', 'group')),
    name_nl text not null check (name_nl <> ''),
    name_en text not null default '',
    name_fr text not null default '',
    unique (axis, name_nl)
);

create table strategy_tagged (
    tag       bigint not null references strategy_tag on delete cascade,
    kind      text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
    ref       text not null check (ref <> '' and length(ref) <= 100),
    tagged_at timestamptz not null default now(),
    tagger    text not null,
    primary key (tag, kind, ref)
);
create index strategy_tagged_ref on strategy_tagged (kind, ref);

-- Who does what for a goal, in one plan shared with partners.
create table strategy_role (
    id      bigint generated always as identity primary key,
    goal    uuid not null references strategy_goal on delete cascade,
    partner text not null check (partner <> ''),
    role    text not null check (role in ('lead', 'partner', 'informed')),
    words   text not null default '',
    added_at timestamptz not null default now(),
    adder   text not null,
    unique (goal, partner)
);
-- one leads, so that everybody knows whom to ask
create unique index strategy_role_lead on strategy_role (goal) where role = 'lead';
