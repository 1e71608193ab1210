-- Which letters a person wants that nobody asked for. News of one's own organisations comes unless one ends it; letters to
-- a part of the network come only to who said yes.
create table letter_choice (
    account_id bigint primary key references account on delete cascade,
    digest     boolean not null default true,
    mailings   boolean not null default false,
    agreed_at  timestamptz,
    token      uuid not null unique default gen_random_uuid(),
    changed_at timestamptz not null default now()
);

-- The weekly letters with news: how far the run of a week is. Recipients are gone through in the order of their numbers.
create table digest_run (
    period     text primary key,
    first_day  date not null,
    last_day   date not null,
    after      bigint not null default 0,
    looked     int not null default 0,
    queued     int not null default 0,
    started_at timestamptz not null default now(),
    done_at    timestamptz
);
