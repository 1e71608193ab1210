-- What an organisation does and what others can have of it, and people one can call there.
create table work_domain (
    code     text primary key check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name_nl  text not null check (name_nl <> ''),
    name_en  text not null check (name_en <> ''),
    name_fr  text not null check (name_fr <> ''),
    position int not null
);
insert into work_domain (code, name_nl, name_en, name_fr, position) values
    ('green', 'groene ontwikkeling', 'green development', 'développement vert', 1),
    ('mobility', 'mobiliteit', 'mobility', 'mobilité', 2),
    ('horeca', 'horeca', 'hotels and restaurants', 'horeca', 3),
    ('industry', 'industrie', 'industry', 'industrie', 4),
    ('care', 'zorg', 'care', 'soins', 5),
    ('mentoring', 'begeleiding en coaching', 'mentoring and coaching', 'accompagnement et coaching', 6);

create table organisation_domain (
    organisation text not null references organisation,
    domain       text not null references work_domain,
    primary key (organisation, domain)
);
create index organisation_domain_domain on organisation_domain (domain);

create table organisation_gift (
    id           bigint generated always as identity primary key,
    organisation text not null references organisation,
    kind         text not null check (kind in ('knowledge', 'space', 'equipment')),
    words        text not null check (length(words) between 1 and 500),
    added_at     timestamptz not null default now(),
    adder        text not null
);
create index organisation_gift_organisation on organisation_gift (organisation);

-- People without an account. They said yes to being kept here, on a day and in a way that is written down; without a new
-- yes they are forgotten when the day comes.
create table contact (
    id           bigint generated always as identity primary key,
    organisation text not null references organisation,
    name         text not null check (length(name) between 1 and 200),
    task         text not null default '' check (length(task) <= 200),
    email        text check (length(email) between 3 and 254),
    phone        text check (length(phone) between 3 and 40),
    shown        boolean not null default false,
    mailings     boolean not null default false,
    agreed_on    date not null,
    agreed_how   text not null check (length(agreed_how) between 1 and 200),
    kept_until   date not null,
    token        uuid not null unique default gen_random_uuid(),
    added_at     timestamptz not null default now(),
    adder        text not null,
    check (kept_until > agreed_on),
    check (email is not null or not mailings)
);
create index contact_organisation on contact (organisation);
create index contact_email on contact (lower(email)) where email is not null;
create index contact_kept on contact (kept_until);
