-- What people who stand in the street every day see and hear, beside the figures. No word in it may lead to a person it is about.
create table voice (
    id          bigint generated always as identity primary key,
    words       text not null check (words <> '' and length(words) <= 4000),
    place       text not null default '',
    theme       text not null default '',
    observed_on date not null,
    -- as what the writer tells it
    seen_as     text not null check (seen_as in ('worker', 'resident')),
    -- who may read it once it is released; officers read all
    readers     text not null check (readers in ('officers', 'members', 'everybody')),
    -- an officer looked at it: until then nobody but officers and the writer reads it
    released_at timestamptz,
    releaser    text,
    -- forgotten with the account; the words stay
    account     bigint references account on delete set null,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    version     int not null default 0,
    removed_at  timestamptz,
    search      text generated always as (plain(words || ' ' || place || ' ' || theme)) stored,
    check ((released_at is null) = (releaser is null))
);
create index voice_day on voice (observed_on desc, id desc) where removed_at is null;
create index voice_account on voice (account);

-- Figures it says something about, by their code.
create table voice_indicator (
    voice     bigint not null references voice on delete cascade,
    indicator text not null check (indicator <> ''),
    primary key (voice, indicator)
);
create index voice_indicator_code on voice_indicator (indicator);
