-- Whom a session was offered to: a person, or everybody who acts for an organisation.
create table hub_invitation (
    id           bigint generated always as identity primary key,
    session      bigint not null references hub_session on delete cascade,
    account      bigint references account on delete cascade,
    organisation text,
    invited_at   timestamptz not null default now(),
    inviter      text not null,
    check ((account is null) <> (organisation is null)),
    unique nulls not distinct (session, account, organisation)
);
create index hub_invitation_account on hub_invitation (account);
create index hub_invitation_organisation on hub_invitation (organisation);

create sequence hub_arrival;

-- Who comes. A person with an account keeps name and address there. A guest leaves them here until some days after the
-- session; the secret is in the letters to the guest and opens this enrolment only, so it stands here as the name does.
create table hub_enrolment (
    id           bigint generated always as identity primary key,
    session      bigint not null references hub_session on delete cascade,
    account      bigint references account,
    name         text not null default '',
    email        text not null default '',
    secret       text unique,
    language     text not null default 'nl',
    -- pending: a guest who did not follow the link yet; takes no place
    state        text not null check (state in ('pending', 'in', 'waiting', 'cancelled')),
    asked_at     timestamptz not null default now(),
    -- the order in which they came; taken while the session is held, so it is that of the places
    arrived      bigint unique,
    consented_at timestamptz,
    erased_at    timestamptz,
    check (state in ('pending', 'cancelled') or arrived is not null),
    check (account is not null or secret is not null or erased_at is not null)
);
create unique index hub_enrolment_person on hub_enrolment (session, account) where state <> 'cancelled';
create unique index hub_enrolment_guest on hub_enrolment (session, lower(email))
    where account is null and email <> '' and state <> 'cancelled';
create index hub_enrolment_order on hub_enrolment (session, state, arrived);
create index hub_enrolment_account on hub_enrolment (account);
create index hub_enrolment_asked on hub_enrolment (asked_at) where account is null and erased_at is null;

create table hub_attendance (
    meeting   bigint not null references hub_meeting on delete cascade,
    enrolment bigint not null references hub_enrolment on delete cascade,
    noted_at  timestamptz not null default now(),
    noted_by  text not null,
    primary key (meeting, enrolment)
);
create index hub_attendance_enrolment on hub_attendance (enrolment);
