create table resource_class (
    key    text primary key,
    parent text references resource_class deferrable initially deferred,
    kind   text not null check (kind in ('material', 'energy', 'water', 'space', 'people')),
    name   text not null
);
create index resource_class_parent on resource_class (parent);

-- A class and all that lies below it, for filters.
create function class_and_below(text) returns setof text language sql stable as $$
    with recursive below (key) as (
        select $1
        union
        select c.key from below b join resource_class c on c.parent = b.key
    )
    select key from below
$$;

create table offer (
    key                text primary key,
    site               text not null references site,
    resource_class     text not null references resource_class,
    quantity           double precision not null check (quantity >= 0),
    price              double precision not null,
    ewc                text,
    description        text not null default '',
    standard_deviation double precision not null default 0 check (standard_deviation >= 0),
    profile            text not null default '',
    visibility         text not null default 'members' check (visibility in ('public', 'members', 'coordinator')),
    qualities          jsonb not null default '{}',
    version            int not null default 0,
    updated_at         timestamptz not null default now(),
    deleted_at         timestamptz,
    born               bigint,
    -- what a search looks in and a list is ordered by; kept, for making it anew for every row takes ten times as long
    search             text generated always as
        (plain(description || ' ' || coalesce(ewc, '') || ' ' || key)) stored
);
create index offer_site on offer (site);
create index offer_class on offer (resource_class);
create index offer_search on offer using gin (search gin_trgm_ops);

create table need (
    key                text primary key,
    site               text not null references site,
    resource_class     text not null references resource_class,
    quantity           double precision not null check (quantity >= 0),
    price              double precision not null,
    description        text not null default '',
    standard_deviation double precision not null default 0 check (standard_deviation >= 0),
    profile            text not null default '',
    visibility         text not null default 'members' check (visibility in ('public', 'members', 'coordinator')),
    limits             jsonb not null default '{}',
    version            int not null default 0,
    updated_at         timestamptz not null default now(),
    deleted_at         timestamptz,
    born               bigint,
    search             text generated always as (plain(description || ' ' || key)) stored
);
create index need_site on need (site);
create index need_class on need (resource_class);
create index need_search on need using gin (search gin_trgm_ops);

create table facility (
    key        text primary key,
    site       text not null references site,
    name       text not null,
    status     text not null check (status in ('existing', 'candidate')),
    capacity   double precision not null check (capacity >= 0),
    min_intake double precision not null default 0 check (min_intake >= 0 and min_intake <= capacity),
    fixed_cost double precision not null default 0 check (fixed_cost >= 0),
    version    int not null default 0,
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    born       bigint
);
create index facility_site on facility (site);

create table process (
    key               text primary key,
    facility          text not null references facility,
    name              text not null default '',
    input             text not null references resource_class,
    outputs           jsonb not null default '{}',
    variable_cost     double precision not null default 0,
    co2_per_unit      double precision not null default 0,
    jobs_per_thousand double precision not null default 0,
    qualities         jsonb not null default '{}',
    version           int not null default 0,
    updated_at        timestamptz not null default now(),
    deleted_at        timestamptz,
    born              bigint
);
create index process_facility on process (facility);
create index process_input on process (input);

create table link (
    from_site text not null references site,
    to_site   text not null references site,
    cost      double precision not null,
    km        double precision not null,
    co2       double precision not null,
    mode      text not null,
    primary key (from_site, to_site, mode)
);
