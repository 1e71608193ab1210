-- Progress reports: what an officer writes beside what the rooms tell, and the editions that went out. An edition never changes.
create table progress_report (
    id         bigint generated always as identity primary key,
    title      text not null check (title <> ''),
    -- code of the framework whose goals it goes through
    framework  text not null,
    first_day  date not null,
    last_day   date not null,
    version    int not null default 0,
    removed_at timestamptz,
    created_at timestamptz not null default now(),
    creator    text not null,
    check (first_day <= last_day)
);

create table progress_text (
    report  bigint not null references progress_report on delete cascade,
    -- the code of a goal, or one of the parts of the report itself
    place   text not null check (place ~ '^(intro|effects|realisation|end|goal:.+)$'),
    words   text not null check (words <> ''),
    version int not null default 0,
    writer  text not null,
    written_at timestamptz not null default now(),
    primary key (report, place)
);

create table progress_edition (
    report   bigint not null references progress_report,
    number   int not null check (number >= 1),
    made_at  timestamptz not null default now(),
    maker    text not null,
    note     text not null default '',
    -- whether everybody may have it
    shown    boolean not null default false,
    pdf      bytea not null,
    workbook bytea not null,
    primary key (report, number)
);

create function progress_edition_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (old.report, old.number, old.made_at, old.maker, old.note, old.pdf, old.workbook)
            is distinct from (new.report, new.number, new.made_at, new.maker, new.note, new.pdf, new.workbook) then
        raise exception 'edition % of report % stays as it is', old.number, old.report
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger progress_edition_kept before update or delete on progress_edition
    for each row execute function progress_edition_stays();
