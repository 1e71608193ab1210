-- What trigrams need: search finds the middle of a word too, since Dutch writes compounds ('autobanden' has 'banden').
create extension if not exists pg_trgm;

-- Text as it is searched: small letters without accents. Immutable, so that an index may hold it.
create function plain(text) returns text
    language sql immutable strict parallel safe
    return translate(lower($1), 'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ', 'aaaaaaceeeeiiiinoooooouuuuyy');

-- Areas: a region, its municipalities, districts and business parks.
create table area (
    key    text primary key,
    name   text not null,
    level  text not null check (level in ('region', 'municipality', 'district', 'park')),
    parent text references area deferrable initially deferred,
    lat    double precision,
    lon    double precision
);

-- The outlines of the region as one GeoJSON document, for maps that work without a network.
create table region_map (
    only_one boolean primary key default true check (only_one),
    document text not null,
    digest   text not null
);

-- Keys are those of the inventory files, so a second import finds the same rows. What is deleted stays, so that it can
-- come back; born is the event of the audit trail with which an import brought it in.
create table organisation (
    key               text primary key,
    name              text not null,
    type              text not null default '',
    enterprise_number text,
    nace              text,
    version           int not null default 0,
    updated_at        timestamptz not null default now(),
    deleted_at        timestamptz,
    born              bigint
);
create index organisation_name on organisation (lower(name));

create table site (
    key          text primary key,
    organisation text not null references organisation,
    name         text not null,
    area         text not null default '',
    lat          double precision not null check (lat between -90 and 90),
    lon          double precision not null check (lon between -180 and 180),
    modes        text not null default 'road',
    version      int not null default 0,
    updated_at   timestamptz not null default now(),
    deleted_at   timestamptz,
    born         bigint
);
create index site_organisation on site (organisation);
create index site_area on site (area);

-- What other rooms may read of this one in their queries: a site with its organisation and area.
create view site_place as
select s.key, s.name, s.lat, s.lon, s.modes, s.organisation, o.name as organisation_name,
       coalesce(a.key, s.area) as area, coalesce(a.name, s.area) as area_name, s.deleted_at
from site s
join organisation o on o.key = s.organisation
left join lateral (
    select key, name from area where key = s.area or name = s.area order by (key = s.area) desc, key limit 1
) a on true;

-- An area and all that lies in it, for filters.
create function area_and_below(text) returns setof text language sql stable as $$
    with recursive below (key) as (
        select $1
        union
        select a.key from below b join area a on a.parent = b.key
    )
    select key from below
$$;
