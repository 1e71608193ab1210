-- Papers of a case, and the story that the public may read of it. A story is public as long as every partner has released
-- the very text that stands there; a change of the text asks all of them again.
create table business_case_document (
    id            bigint generated always as identity primary key,
    business_case bigint not null references business_case on delete cascade,
    title         text not null check (title <> ''),
    file_name     text not null check (file_name <> ''),
    content       bytea not null,
    for_partners  boolean not null default false,
    added_at      timestamptz not null default now(),
    adder         text not null,
    removed_at    timestamptz
);
create index business_case_document_case on business_case_document (business_case, id);

create table business_case_story (
    business_case bigint primary key references business_case on delete cascade,
    title         text not null check (title <> ''),
    words         text not null check (words <> ''),
    show_expected boolean not null default false,
    show_results  boolean not null default false,
    hidden        boolean not null default false,
    version       int not null default 1,
    written_at    timestamptz not null default now(),
    writer        text not null
);

create table business_case_release (
    business_case bigint not null references business_case_story on delete cascade,
    organisation  text not null,
    story_version int not null,
    named         boolean not null,
    -- how a coordinator knows, when the partner did not say it here itself
    how           text not null default '',
    released_at   timestamptz not null default now(),
    releaser      text not null,
    primary key (business_case, organisation),
    foreign key (business_case, organisation) references business_case_partner on delete cascade
);

-- What was verified of a case, and over how many days. Tonnes and euros add up over time; jobs do not: of each group of
-- people the latest count stands.
create view business_case_reached as
select business_case, measure, quantity, (select sum(upper(span) - lower(span)) from unnest(spans) span)::int as days
from (select business_case, measure, sum(quantity) as quantity,
        range_agg(daterange(first_day, last_day, '[]')) as spans
    from (select r.*, row_number() over (partition by business_case, measure, for_whom order by last_day desc, id desc)
            as recent from business_case_result r) each
    where measure <> 'jobs' or recent = 1
    group by business_case, measure) summed;
