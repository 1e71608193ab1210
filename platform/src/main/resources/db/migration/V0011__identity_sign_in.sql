-- Sign-in, first administrator, invitations, tokens for programs, and an audit trail nobody can rewrite.
alter table account
    add last_signed_in_at timestamptz,
    -- raised to end every session of the account at once
    add session_epoch     int not null default 0,
    -- one click signs in, and only while the demonstration runs
    add demonstration     boolean not null default false,
    add version           int not null default 0,
    add updated_at        timestamptz not null default now(),
    add constraint account_email_length check (length(email) between 3 and 254),
    add constraint account_name_length check (length(name) between 1 and 200);

alter table spring_session alter column principal_name type text;

-- Tries to sign in, counted per account, per address and per both; the subject is a hash.
create table sign_in_attempt (
    subject     text primary key,
    tries       int not null,
    window_ends timestamptz not null
);
create index sign_in_attempt_ends on sign_in_attempt (window_ends);

-- Links that work once: the first administrator, an invitation or a new password.
create table one_time_token (
    hash       text primary key,
    purpose    text not null check (purpose in ('FIRST_ADMINISTRATOR', 'INVITATION')),
    account_id bigint references account on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    check ((purpose = 'FIRST_ADMINISTRATOR') = (account_id is null))
);
create index one_time_token_account on one_time_token (account_id);

-- Personal access tokens for programs; only the hash is kept.
create table access_token (
    id           bigint generated always as identity primary key,
    account_id   bigint not null references account on delete cascade,
    name         text not null check (length(name) between 1 and 100),
    hash         text not null unique,
    hint         text not null,
    scopes       text[] not null check (cardinality(scopes) > 0),
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null check (expires_at <= created_at + interval '367 days'),
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index access_token_account on access_token (account_id);

create index audit_event_account on audit_event (account_id);
create index audit_event_action on audit_event (action);

create function audit_event_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is only added to; % is refused', lower(tg_op)
        using errcode = 'insufficient_privilege';
end $$;
create trigger audit_event_stays before update or delete on audit_event
    for each row execute function audit_event_stays();
create trigger audit_event_stays_whole before truncate on audit_event
    for each statement execute function audit_event_stays();
