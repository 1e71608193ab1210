-- Strategies as trees of typed goals, any number of frameworks side by side. A goal keeps its identity through all versions
-- of its framework; what it says is kept per version. What is published is never changed again.
create table strategy_framework (
    id         bigint generated always as identity primary key,
    -- as addresses and other rooms know it
    code       text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name_nl    text not null check (name_nl <> ''),
    name_en    text not null default '',
    name_fr    text not null default '',
    source     text not null default '',
    -- whether a goal that has priority gives it to all above it, as in the Flemish BBC
    priority_rises boolean not null default false,
    created_at timestamptz not null default now(),
    creator    text not null
);

create table strategy_version (
    framework    bigint not null references strategy_framework on delete cascade,
    number       int not null check (number >= 1),
    note         text not null default '',
    published_at timestamptz,
    publisher    text,
    edits        int not null default 0,
    primary key (framework, number),
    check ((published_at is null) = (publisher is null))
);
create unique index strategy_version_draft on strategy_version (framework) where published_at is null;

create table strategy_level (
    framework bigint not null,
    version   int not null,
    code      text not null check (code <> ''),
    place     int not null,
    name_nl   text not null check (name_nl <> ''),
    name_en   text not null default '',
    name_fr   text not null default '',
    -- levels that may stand above it; none: it stands at the top
    parents   text[] not null default '{}',
    primary key (framework, version, code),
    foreign key (framework, version) references strategy_version (framework, number) on delete cascade
);

create table strategy_goal (
    id        uuid primary key default gen_random_uuid(),
    framework bigint not null references strategy_framework on delete cascade,
    code      text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$'),
    unique (framework, code)
);

create table strategy_text (
    goal      uuid not null references strategy_goal on delete cascade,
    framework bigint not null,
    version   int not null,
    level     text not null,
    place     int not null,
    -- whether the source names it; one that it only counts stands here so that the count is true
    named     boolean not null default true,
    title_nl  text not null check (title_nl <> ''),
    title_en  text not null default '',
    title_fr  text not null default '',
    words_nl  text not null default '',
    words_en  text not null default '',
    words_fr  text not null default '',
    -- its own priority; what it has from those below is counted when it is read
    priority  boolean not null default false,
    source    text not null default '',
    primary key (goal, version),
    foreign key (framework, version, level) references strategy_level (framework, version, code) on delete cascade
);
create index strategy_text_version on strategy_text (framework, version, place);

-- Which goal hangs under which: a quality serves several ambitions, a measure several qualities.
create table strategy_under (
    framework bigint not null,
    version   int not null,
    child     uuid not null,
    parent    uuid not null,
    primary key (version, child, parent),
    foreign key (child, version) references strategy_text (goal, version) on delete cascade,
    foreign key (parent, version) references strategy_text (goal, version) on delete cascade,
    check (child <> parent)
);
create index strategy_under_parent on strategy_under (parent, version);

-- What a goal stands on, and examples of it that are alive already.
create table strategy_remark (
    id       bigint generated always as identity primary key,
    goal     uuid not null,
    version  int not null,
    kind     text not null check (kind in ('foundation', 'alive')),
    place    int not null,
    words_nl text not null check (words_nl <> ''),
    words_en text not null default '',
    words_fr text not null default '',
    source   text not null default '',
    foreign key (goal, version) references strategy_text (goal, version) on delete cascade
);
create index strategy_remark_goal on strategy_remark (goal, version, place);

create function strategy_refuse() returns trigger
    language plpgsql as $$
begin
    raise exception 'what is published is never changed' using errcode = 'integrity_constraint_violation';
end $$;

create trigger strategy_version_fixed before update or delete on strategy_version
    for each row when (old.published_at is not null) execute function strategy_refuse();

-- Waits for a publication that is under way, so that nothing slips in behind it.
create function strategy_draft_only() returns trigger
    language plpgsql as $$
declare
    at bigint;
    n  int;
    fixed boolean;
begin
    if tg_op = 'DELETE' then
        at := old.framework; n := old.version;
    else
        at := new.framework; n := new.version;
    end if;
    select published_at is not null into fixed from strategy_version where framework = at and number = n for share;
    if fixed then
        raise exception 'version % is published and never changed', n using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end $$;

create trigger strategy_level_draft before insert or update or delete on strategy_level
    for each row execute function strategy_draft_only();
create trigger strategy_text_draft before insert or update or delete on strategy_text
    for each row execute function strategy_draft_only();
create trigger strategy_under_draft before insert or update or delete on strategy_under
    for each row execute function strategy_draft_only();

-- What other rooms have that serves a goal: a case, a session, an expenditure, by the key their room knows it by.
create table strategy_link (
    goal      uuid not null references strategy_goal on delete cascade,
    kind      text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
    ref       text not null check (ref <> '' and length(ref) <= 100),
    linked_at timestamptz not null default now(),
    linker    text not null,
    primary key (goal, kind, ref)
);
create index strategy_link_ref on strategy_link (kind, ref);

-- Which goal of one framework serves which of another.
create table strategy_serves (
    goal      uuid not null references strategy_goal on delete cascade,
    serves    uuid not null references strategy_goal on delete cascade,
    linked_at timestamptz not null default now(),
    linker    text not null,
    primary key (goal, serves),
    check (goal <> serves)
);
create index strategy_serves_other on strategy_serves (serves);
