-- Places: buildings, plots, rooms and equipment. A place may be part of another.
--
-- Each place owns a span of numbers that lies within the span of the whole it is part of, and beside those of the other
-- parts. So two places have something in common (one is the other, or a part of it) exactly when their spans overlap, and
-- one exclusion constraint keeps a building and its rooms from being taken twice (V0101). Range types bring the operators
-- it needs along: no extension is asked of the server.
create sequence place_root as bigint maxvalue 1048575;

create table place (
    id              bigint generated always as identity primary key,
    parent          bigint references place,
    span            int8range not null,
    -- how many parts were ever made in it: numbers of parts are not used again
    parts           int not null default 0,
    kind            text not null check (kind in ('building', 'plot', 'room', 'equipment')),
    name            text not null check (name <> ''),
    organisation    text not null references organisation,
    address         text not null default '',
    lat             double precision not null check (lat between -90 and 90),
    lon             double precision not null check (lon between -180 and 180),
    size            numeric(14, 2) check (size > 0),
    size_unit       text not null default 'm2' check (size_unit in ('m2', 'ha', 'm3', 'kw', 'pieces')),
    space_m2        double precision generated always as
        (case size_unit when 'm2' then size::double precision when 'ha' then size::double precision * 10000 end) stored,
    description     text not null default '',
    conditions      text not null default '',
    traits          text[] not null default '{}' check (traits <@ array['noise', 'odour', 'water', 'heat', 'power', 'floor',
        'dock', 'internet']),
    available_from  date,
    available_until date,
    shortest_months int check (shortest_months > 0),
    longest_months  int check (longest_months > 0),
    visibility      text not null default 'members' check (visibility in ('public', 'members', 'coordinator')),
    -- whether it can be reserved, and whether somebody confirms that
    booking         text not null default 'none' check (booking in ('none', 'request', 'at_once')),
    opens           int not null default 8 check (opens between 0 and 23),
    closes          int not null default 18 check (closes between 1 and 24),
    -- 1 is Monday
    open_days       int[] not null default '{1,2,3,4,5}' check (open_days <@ array[1, 2, 3, 4, 5, 6, 7]),
    version         int not null default 0,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    deleted_at      timestamptz,
    search          text generated always as (plain(name || ' ' || address || ' ' || description || ' ' || conditions)) stored,
    unique (id, span),
    check (closes > opens),
    check (available_from <= available_until),
    check (shortest_months <= longest_months)
);
create index place_parent on place (parent);
create index place_organisation on place (organisation);
create index place_span on place using gist (span);

-- A root has 2^42 numbers, each part of a whole 1/2^14 of them: four levels, 16 383 parts in a place.
create function place_span() returns trigger language plpgsql as $$
declare
    whole int8range;
    number bigint;
    width bigint;
begin
    if new.parent is null then
        number := nextval('place_root');
        new.span := int8range(number << 42, (number + 1) << 42);
        return new;
    end if;
    -- the row lock gives two parts made at once a number each
    update place set parts = parts + 1 where id = new.parent returning parts, span into number, whole;
    if whole is null then
        raise exception 'place % has no whole %', new.name, new.parent using errcode = 'foreign_key_violation';
    end if;
    width := (upper(whole) - lower(whole)) >> 14;
    if width < 1 then
        raise exception 'place % lies deeper than four levels', new.name using errcode = 'check_violation';
    end if;
    if number > 16383 then
        raise exception 'place % has more than 16383 parts', new.parent using errcode = 'check_violation';
    end if;
    new.span := int8range(lower(whole) + number * width, lower(whole) + (number + 1) * width);
    return new;
end $$;
create trigger place_span before insert on place for each row execute function place_span();

create function place_stays() returns trigger language plpgsql as $$
begin
    if new.parent is distinct from old.parent or new.span <> old.span then
        raise exception 'place % stays in the whole it was made in', old.id using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger place_stays before update of parent, span on place for each row execute function place_stays();

-- What is asked for a place: for all of it or per unit of its size, once or per period. Money in cents.
create table place_price (
    place  bigint not null references place on delete cascade,
    deal   text not null check (deal in ('sale', 'lease', 'temporary')),
    cents  bigint not null check (cents >= 0),
    per    text not null check (per in ('whole', 'unit')),
    period text not null check (period in ('once', 'hour', 'day', 'month', 'year')),
    primary key (place, deal),
    check ((deal = 'sale') = (period = 'once'))
);

-- A place that is an offer of space in the inventory, and follows it.
create table place_offer (
    place bigint primary key references place on delete cascade,
    offer text not null unique references offer
);
