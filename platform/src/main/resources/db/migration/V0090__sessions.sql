-- What people come together for: a talk, a session around a case, a programme of several meetings. One enrols for all the
-- meetings of a session at once.
create table hub_session (
    id            bigint generated always as identity primary key,
    title         text not null check (title <> ''),
    kind          text not null check (kind in ('talk', 'pre_business_case', 'co_creation', 'training', 'event')),
    goal          text not null default '',
    host          text not null default '',
    audience      text not null check (audience in ('public', 'members', 'invited')),
    places        int check (places between 1 and 10000),
    -- who has a place now; counted anew with every change of enrolments, so that one too many is refused right here
    taken         int not null default 0 check (taken >= 0),
    cancelled_at  timestamptz,
    cancel_reason text not null default '',
    created_at    timestamptz not null default now(),
    created_by    bigint references account,
    creator       text not null,
    updated_at    timestamptz not null default now(),
    version       int not null default 0,
    constraint hub_session_places check (places is null or taken <= places)
);

-- A meeting in a calendar: it keeps its uid, and each change raises its sequence, so that calendars follow.
create table hub_meeting (
    id           bigint generated always as identity primary key,
    session      bigint not null references hub_session on delete cascade,
    uid          uuid not null default gen_random_uuid() unique,
    title        text not null default '',
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    place        text not null default '',
    link         text not null default '',
    sequence     int not null default 0,
    changed_at   timestamptz not null default now(),
    cancelled_at timestamptz,
    minutes      text not null default '',
    minutes_at   timestamptz,
    minutes_by   text,
    -- when minutes, decisions and actions were put with the linked cases
    shared_at    timestamptz,
    check (ends_at > starts_at)
);
create index hub_meeting_session on hub_meeting (session, starts_at);
create index hub_meeting_ends on hub_meeting (ends_at);

create table hub_session_case (
    session       bigint not null references hub_session on delete cascade,
    business_case bigint not null references business_case on delete cascade,
    primary key (session, business_case)
);
create index hub_session_case_case on hub_session_case (business_case);
