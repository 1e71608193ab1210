-- Accounts and what they may do.
create table account (
    id            bigint generated always as identity primary key,
    email         text not null,
    name          text not null,
    password_hash text,
    language      text not null default 'nl',
    active        boolean not null default true,
    created_at    timestamptz not null default now()
);
create unique index account_email on account (lower(email));

create table account_role (
    account_id bigint not null references account on delete cascade,
    role       text not null check (role in
        ('RESIDENT', 'MEMBER', 'COORDINATOR', 'POLICY_OFFICER', 'COACH', 'JUROR', 'ADMINISTRATOR')),
    primary key (account_id, role)
);

-- For which organisations a member acts. The organisation's key is that of the inventory.
create table account_organisation (
    account_id   bigint not null references account on delete cascade,
    organisation text not null,
    primary key (account_id, organisation)
);

-- Who changed what: one row per change, never updated.
create table audit_event (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default now(),
    account_id bigint references account,
    actor      text not null,
    action     text not null,
    thing      text not null,
    thing_key  text not null,
    detail     jsonb not null default '{}'
);
create index audit_event_thing on audit_event (thing, thing_key, id);
create index audit_event_at on audit_event (at);

-- Sessions live here so that any node can answer. The shape is Spring Session's.
create table spring_session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36) not null references spring_session on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);

-- Jobs; the shape is db-scheduler's.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
