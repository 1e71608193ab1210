-- Who asks to join. What they typed is kept until it was decided, and a while after.
create table registration (
    id           bigint generated always as identity primary key,
    state        text not null default 'asked' check (state in ('asked', 'confirmed', 'accepted', 'joined', 'refused')),
    token_hash   text unique,
    expires_at   timestamptz not null,
    name         text not null,
    type         text not null default '',
    enterprise_number text,
    area         text not null default '',
    domains      text[] not null default '{}',
    why          text not null default '',
    person       text not null,
    task         text not null default '',
    email        text not null,
    language     text not null,
    mailings     boolean not null default false,
    asked_at     timestamptz not null default now(),
    confirmed_at timestamptz,
    decided_at   timestamptz,
    decider      text,
    reason       text not null default '',
    organisation text references organisation
);
create index registration_queue on registration (state, confirmed_at);
create index registration_asked on registration (asked_at);

-- A link that lets one person join once: an organisation that is there, or one they bring along.
create table invitation (
    id           bigint generated always as identity primary key,
    token_hash   text not null unique,
    email        text not null,
    person       text not null default '',
    language     text not null,
    organisation text references organisation,
    name         text not null default '',
    words        text not null default '',
    roles        text[] not null default '{}',
    made_at      timestamptz not null default now(),
    made_by      bigint not null references account,
    maker        text not null,
    expires_at   timestamptz not null,
    accepted_at  timestamptz,
    withdrawn_at timestamptz,
    check (organisation is not null or name <> '')
);
create index invitation_made on invitation (made_at);
