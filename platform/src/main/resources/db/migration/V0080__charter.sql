-- Texts that organisations sign together: charters, letters of intent, social charters, agreements of a case. A text has
-- versions; the last one may be a draft. What is published is never changed again.
create table charter_text (
    id            bigint generated always as identity primary key,
    kind          text not null check (kind in ('charter', 'letter', 'social', 'case')),
    -- that of the latest version, also when it is a draft
    title         text not null check (title <> ''),
    -- whether any organisation may sign, or the parties only
    everyone      boolean not null,
    -- whether everybody may read it and see who released their signature
    shown         boolean not null,
    business_case bigint,
    version       int not null default 0,
    created_at    timestamptz not null default now(),
    creator       text not null
);

create table charter_party (
    text         bigint not null references charter_text on delete cascade,
    organisation text not null,
    primary key (text, organisation)
);
create index charter_party_organisation on charter_party (organisation);

create table charter_version (
    text         bigint not null references charter_text on delete cascade,
    number       int not null check (number >= 1),
    title        text not null check (title <> ''),
    preamble     text not null default '',
    -- SHA-256 of its canonical form, as 64 hexadecimal digits
    hash         text check (hash ~ '^[0-9a-f]{64}$'),
    published_at timestamptz,
    publisher    text,
    primary key (text, number),
    check ((published_at is null) = (hash is null) and (published_at is null) = (publisher is null))
);
create unique index charter_version_draft on charter_version (text) where published_at is null;

-- The number that a clause keeps through all versions.
create sequence charter_clause_root;

create table charter_clause (
    id      bigint generated always as identity primary key,
    text    bigint not null,
    version int not null,
    root    bigint not null,
    place   int not null,
    heading text not null check (heading <> ''),
    words   text not null check (words <> ''),
    foreign key (text, version) references charter_version (text, number) on delete cascade,
    unique (text, version, root),
    unique (text, version, place) deferrable initially deferred
);

-- Commitments that a version puts forward; who signs chooses among them and fills in how much and by when.
create table charter_proposal (
    id       bigint generated always as identity primary key,
    text     bigint not null,
    version  int not null,
    place    int not null,
    what     text not null check (what <> ''),
    unit     text not null check (unit <> ''),
    for_whom text not null default '',
    foreign key (text, version) references charter_version (text, number) on delete cascade,
    unique (text, version, place)
);

create function charter_refuse() returns trigger
    language plpgsql as $$
begin
    raise exception 'what is published or signed is never changed' using errcode = 'integrity_constraint_violation';
end $$;

create trigger charter_version_fixed before update or delete on charter_version
    for each row when (old.published_at is not null) execute function charter_refuse();

create function charter_draft_only() returns trigger
    language plpgsql as $$
declare
    fixed boolean;
begin
    -- waits for a publication that is under way, so that nothing slips in behind its hash
    if tg_op <> 'INSERT' then
        select published_at is not null into fixed from charter_version
            where text = old.text and number = old.version for share;
        if fixed then
            raise exception 'version % of text % is published and never changed', old.version, old.text
                using errcode = 'integrity_constraint_violation';
        end if;
    end if;
    if tg_op <> 'DELETE' then
        select published_at is not null into fixed from charter_version
            where text = new.text and number = new.version for share;
        if fixed then
            raise exception 'version % of text % is published and never changed', new.version, new.text
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end if;
    return old;
end $$;

create trigger charter_clause_draft before insert or update or delete on charter_clause
    for each row execute function charter_draft_only();
create trigger charter_proposal_draft before insert or update or delete on charter_proposal
    for each row execute function charter_draft_only();
