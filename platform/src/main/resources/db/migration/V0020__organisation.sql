-- Areas: a region, its municipalities, districts and business parks.
create table area (
    key    text primary key,
    name   text not null,
    level  text not null check (level in ('region', 'municipality', 'district', 'park')),
    parent text references area,
    lat    double precision,
    lon    double precision
);

-- Keys are those of the inventory files, so a second import finds the same rows.
create table organisation (
    key               text primary key,
    name              text not null,
    type              text not null default '',
    enterprise_number text,
    nace              text,
    version           int not null default 0,
    updated_at        timestamptz not null default now()
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
    updated_at   timestamptz not null default now()
);
create index site_organisation on site (organisation);
create index site_area on site (area);
