-- Offers and needs under one name, for rooms that look at both.
create view region_stream as
select 'offer' as side, key, site, resource_class, quantity, price, description, visibility, deleted_at from offer
union all
select 'need' as side, key, site, resource_class, quantity, price, description, visibility, deleted_at from need;

-- A class and all that lies above it: what a need may be called that takes something of this class.
create function class_and_above(text) returns setof text language sql stable as $$
    with recursive above (key, parent) as (
        select key, parent from resource_class where key = $1
        union
        select c.key, c.parent from above b join resource_class c on c.key = b.parent
    )
    select key from above
$$;

-- What is said of streams that only the coordinator may see: a class, a square of a fixed grid, a span of a fixed scale.
-- It is said of several firms at once, so that it tells none of them apart.
create table veil (
    id             bigint generated always as identity primary key,
    side           text not null check (side in ('offer', 'need')),
    resource_class text not null,
    level          int not null check (level between 0 and 12),
    cell_row       bigint not null,
    cell_column    bigint not null,
    span           int not null check (span between 0 and 5),
    span_at        int not null
);
create index veil_class on veil (side, resource_class);

-- Under which veil a stream is. Once under one it stays under it, or under a part of it.
create table veiled_stream (
    side         text not null check (side in ('offer', 'need')),
    stream       text not null,
    organisation text not null,
    veil         bigint not null references veil on delete cascade,
    -- the night on which it came under it, or under the one that this was cut from
    since        int not null,
    primary key (side, stream)
);
create index veiled_stream_veil on veiled_stream (veil);

-- Numbers that nobody can guess are made with the secret; nights are counted.
create table introduction_secret (
    only_one boolean primary key default true check (only_one),
    secret   text not null,
    night    int not null default 0
);
insert into introduction_secret (secret) select gen_random_uuid()::text || gen_random_uuid()::text;

-- Two streams whose owners may come to know each other; one of the two is absent while the desk still looks for it.
create table introduction (
    -- at random, for it stands in addresses
    id                 text primary key,
    offer              text,
    need               text,
    offer_organisation text,
    need_organisation  text,
    begun_by           text not null check (begun_by in ('offer', 'need')),
    state              text not null check (state in ('wished', 'asked', 'named', 'priced', 'closed')),
    closed_because     text check (closed_because in ('declined', 'withdrawn', 'desk', 'expired', 'gone', 'tightened')),
    closed_by          text check (closed_by in ('offer', 'need', 'desk', 'system')),
    reason             text not null default '' check (reason in ('', 'quantity', 'distance', 'quality', 'timing', 'price',
        'other_partner', 'other')),
    -- what the member or the desk said with it; only the desk reads it
    words              text not null default '',
    -- whether this side knows of it, agrees to names, agrees to prices
    offer_in           boolean not null default false,
    need_in            boolean not null default false,
    offer_yes          boolean not null default false,
    need_yes           boolean not null default false,
    offer_price        boolean not null default false,
    need_price         boolean not null default false,
    -- who spoke for this side
    offer_account      bigint references account on delete set null,
    need_account       bigint references account on delete set null,
    -- who could see the streams when it began: when fewer may, it ends
    offer_visibility   text,
    need_visibility    text,
    -- what each side was told of the other, as it was told first
    offer_sees         jsonb,
    need_sees          jsonb,
    note               text not null default '',
    business_case      bigint,
    begun_at           timestamptz not null default now(),
    moved_at           timestamptz not null default now(),
    reminders          int not null default 0,
    reminded_at        timestamptz,
    check (offer is not null or need is not null),
    check ((state = 'closed') = (closed_because is not null)),
    check (state not in ('named', 'priced') or (offer_yes and need_yes and offer is not null and need is not null)),
    check (state <> 'priced' or (offer_price and need_price))
);
create unique index introduction_pair on introduction (offer, need) where state <> 'closed';
create index introduction_offer on introduction (offer_organisation, moved_at desc);
create index introduction_need on introduction (need_organisation, moved_at desc);
create index introduction_open on introduction (moved_at) where state <> 'closed';

create table introduction_step (
    id           bigint generated always as identity primary key,
    introduction text not null references introduction on delete cascade,
    at           timestamptz not null default now(),
    by_side      text not null check (by_side in ('offer', 'need', 'desk', 'system')),
    kind         text not null check (kind in ('interested', 'declined', 'sought', 'chosen', 'asked', 'reminded', 'agreed',
        'named', 'price', 'priced', 'withdrawn', 'ended', 'expired', 'gone', 'tightened', 'planted')),
    -- which side a reminder went to
    to_side      text check (to_side in ('offer', 'need')),
    account      bigint references account on delete set null,
    person       text not null default ''
);
create index introduction_step_of on introduction_step (introduction, id);
