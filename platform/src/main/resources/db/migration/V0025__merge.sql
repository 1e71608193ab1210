-- Names as they are compared: without legal form and signs.
create function bare_name(text) returns text
    language sql immutable strict parallel safe
    return btrim(regexp_replace(regexp_replace(plain($1), '[^a-z0-9]+', ' ', 'g'),
        '\y(nv|bv|bvba|cv|cvba|vzw|vof|sa|srl|sprl|asbl|scrl|group|groep|belgium|belgie)\y', '', 'g'));

alter table organisation
    add column bare        text generated always as (bare_name(name)) stored,
    add column merged_into text references organisation;
create index organisation_bare on organisation using gin (bare gin_trgm_ops) where deleted_at is null;
create index organisation_number on organisation (enterprise_number) where enterprise_number is not null;

-- Pairs that look alike and are two all the same.
create table organisation_distinct (
    one    text not null references organisation,
    other  text not null references organisation,
    said_at timestamptz not null default now(),
    sayer  text not null,
    primary key (one, other),
    check (one < other)
);

-- Each merge, with each row that moved as it was, so that it can be put back by hand.
create table organisation_merge (
    id        bigint generated always as identity primary key,
    gone      text not null,
    gone_name text not null,
    kept      text not null,
    merged_at timestamptz not null default now(),
    account_id bigint references account,
    merger    text not null
);
create table organisation_merge_row (
    merge      bigint not null references organisation_merge,
    number     int not null,
    table_name text not null,
    was        jsonb not null,
    -- false: the one that is kept had the same already, so this one went
    moved      boolean not null,
    primary key (merge, number)
);
