-- What a person may do for each organisation it acts for.
create table account_organisation_role (
    account_id   bigint not null,
    organisation text not null,
    role         text not null check (role in ('CONTACT', 'SIGNATORY', 'MANAGER')),
    given_at     timestamptz not null default now(),
    giver        text not null,
    primary key (account_id, organisation, role),
    foreign key (account_id, organisation) references account_organisation on delete cascade
);
create index account_organisation_members on account_organisation (organisation);
