-- What is known of an exchange of a case for the law, and which points of its checklist were done, by whom and when. The
-- checklist itself is made from the facts and the rules of the day; a tick names the version of the rule that was read.
create table business_case_exchange (
    business_case bigint not null references business_case on delete cascade,
    number        int not null check (number >= 1),
    facts         jsonb not null,
    changed_at    timestamptz not null default now(),
    changer       text not null,
    primary key (business_case, number)
);

create table business_case_tick (
    business_case bigint not null references business_case on delete cascade,
    number        int not null,
    rule          text not null,
    version       int not null,
    note          text not null default '',
    ticked_at     timestamptz not null default now(),
    ticker        text not null,
    primary key (business_case, number, rule, version)
);
