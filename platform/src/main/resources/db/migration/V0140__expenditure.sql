-- Money that somebody gives, what a city may draw of it, and what was spent. An expenditure is told once, with who pays, which
-- goals it serves, where and when; every report asks these same rows.
create table fund (
    id         bigint generated always as identity primary key,
    name       text not null check (name <> ''),
    funder     text not null check (funder <> ''),
    -- money from outside the city; what the city pays itself is not money attracted
    external   boolean not null default true,
    words      text not null default '',
    version    int not null default 0,
    removed_at timestamptz,
    created_at timestamptz not null default now(),
    creator    text not null
);
create unique index fund_name on fund (lower(name)) where removed_at is null;

-- What an area may draw of a fund, in a year or over several.
create table fund_right (
    id         bigint generated always as identity primary key,
    fund       bigint not null references fund on delete cascade,
    area       text not null check (area <> ''),
    first_year int not null check (first_year between 1900 and 2199),
    last_year  int not null check (last_year between 1900 and 2199),
    cents      bigint not null check (cents >= 0),
    source     text not null check (source <> ''),
    unique (fund, area, first_year, last_year),
    check (first_year <= last_year)
);

-- What a city spent in all in a year, beside which a fund is set.
create table area_account (
    area           text not null check (area <> ''),
    year           int not null check (year between 1900 and 2199),
    inhabitants    int not null check (inhabitants > 0),
    ordinary_cents bigint not null check (ordinary_cents > 0),
    source         text not null check (source <> ''),
    primary key (area, year)
);

-- What the source prints of figures that are worked out anew here, so that a difference shows.
create table fund_statement (
    fund    bigint not null references fund on delete cascade,
    -- empty: of all areas together
    area    text not null,
    year    int not null,
    measure text not null check (measure in ('inhabitants', 'rights', 'right', 'ordinary', 'share')),
    value   numeric not null,
    source  text not null,
    primary key (fund, area, year, measure)
);

create table expenditure (
    id           bigint generated always as identity primary key,
    title        text not null check (title <> ''),
    payee        text not null default '',
    -- the number in the books; given once
    reference    text not null default '',
    first_day    date not null,
    -- reports take an expenditure into the year of this day
    last_day     date not null,
    place        text not null default '',
    cents        bigint not null check (cents > 0),
    -- what funds pay of it, kept by a trigger: never more than the whole, whatever program writes
    funded_cents bigint not null default 0,
    version      int not null default 0,
    removed_at   timestamptz,
    created_at   timestamptz not null default now(),
    created_by   bigint references account,
    creator      text not null,
    updated_at   timestamptz not null default now(),
    search       text generated always as (plain(title || ' ' || payee || ' ' || reference || ' ' || place)) stored,
    check (first_day <= last_day),
    constraint expenditure_funded_once check (funded_cents between 0 and cents)
);
create unique index expenditure_reference on expenditure (lower(reference)) where reference <> '' and removed_at is null;
create index expenditure_day on expenditure (last_day desc, id desc) where removed_at is null;

create table expenditure_funder (
    expenditure bigint not null references expenditure on delete cascade,
    fund        bigint not null references fund,
    cents       bigint not null check (cents > 0),
    primary key (expenditure, fund)
);
create index expenditure_funder_fund on expenditure_funder (fund);

create function expenditure_count_funded() returns trigger language plpgsql as $$
declare
    of bigint := coalesce(new.expenditure, old.expenditure);
begin
    -- waits for another who adds a funder; what that one added is seen by the next statement only
    perform from expenditure where id = of for no key update;
    update expenditure set funded_cents =
        (select coalesce(sum(cents), 0) from expenditure_funder where expenditure = of) where id = of;
    return null;
end $$;
create trigger expenditure_funder_counted after insert or update or delete on expenditure_funder
    for each row execute function expenditure_count_funded();

-- Which goals it serves. Within one framework the shares are parts of the whole, in hundredths of a percent.
create table expenditure_goal (
    expenditure bigint not null references expenditure on delete cascade,
    goal        uuid not null references strategy_goal,
    framework   bigint not null references strategy_framework,
    share       int not null check (share between 1 and 10000),
    primary key (expenditure, goal)
);
create index expenditure_goal_goal on expenditure_goal (goal);

-- Who pays what of each expenditure; what no fund pays the city pays (no fund).
create view expenditure_payer as
select f.expenditure, f.fund, f.cents from expenditure_funder f
union all
select e.id, null, e.cents - e.funded_cents from expenditure e where e.cents > e.funded_cents;

-- What each payer pays for each goal of a framework. Cents are rounded on the running sum of shares, so that the parts of a
-- payer add up to what it pays, to the cent.
create view expenditure_cell as
select p.expenditure, p.fund, g.framework, g.goal,
    (round(p.cents::numeric * g.upto / g.whole) - round(p.cents::numeric * (g.upto - g.share) / g.whole))::bigint as cents
from expenditure_payer p
join (select expenditure, framework, goal, share,
        sum(share) over (partition by expenditure, framework order by goal) as upto,
        sum(share) over (partition by expenditure, framework) as whole
    from expenditure_goal) g on g.expenditure = p.expenditure;

create table budget (
    id      bigint generated always as identity primary key,
    goal    uuid not null references strategy_goal,
    year    int not null check (year between 1900 and 2199),
    cents   bigint not null check (cents >= 0),
    source  text not null default '',
    version int not null default 0,
    unique (goal, year)
);
