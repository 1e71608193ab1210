-- What a meeting decided, and who does what by when.
create table hub_minute (
    id       bigint generated always as identity primary key,
    meeting  bigint not null references hub_meeting on delete cascade,
    kind     text not null check (kind in ('decision', 'action')),
    words    text not null check (words <> ''),
    owner    text not null default '',
    due      date,
    check (kind = 'decision' or (owner <> '' and due is not null))
);
create index hub_minute_meeting on hub_minute (meeting, id);

-- Ideas that came up; each is a seed among the cases.
create table hub_idea (
    id            bigint generated always as identity primary key,
    session       bigint not null references hub_session on delete cascade,
    title         text not null check (title <> ''),
    brought_by    text not null default '',
    business_case bigint not null unique references business_case on delete cascade,
    written_at    timestamptz not null default now(),
    writer        text not null
);
create index hub_idea_session on hub_idea (session, id);

create table hub_question (
    id      bigint generated always as identity primary key,
    session bigint not null references hub_session on delete cascade,
    kind    text not null check (kind in ('scale', 'yes_no', 'open')),
    words   text not null check (words <> '')
);
create index hub_question_session on hub_question (session, id);

-- Who answered is kept apart from what was answered: nothing leads from one to the other, not even a time.
create table hub_answered (
    enrolment bigint primary key references hub_enrolment on delete cascade
);

create table hub_answer (
    sheet    uuid not null,
    question bigint not null references hub_question on delete cascade,
    value    int check (value between 0 and 5),
    words    text,
    primary key (question, sheet),
    check ((value is null) <> (words is null))
);
