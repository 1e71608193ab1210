-- A question that the hub or one of its organisations puts to everybody, and what came of it. How far it is follows from
-- its days, read where the hub is, and from what people decided; nothing has to be switched on time.
create table challenge (
    id            bigint generated always as identity primary key,
    title         text not null check (title <> ''),
    question      text not null check (question <> ''),
    background    text not null default '',
    -- who asks; nobody: the hub itself
    organisation  text references organisation,
    -- what one wins, in words and, where money is part of it, in euro cents
    prize         text not null default '',
    prize_cents   bigint check (prize_cents > 0),
    closes_on     date not null,
    -- the last day of the public vote, which begins the day after closing; absent: the jury alone
    vote_until    date,
    account       bigint references account on delete set null,
    creator       text not null,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    version       int not null default 0,
    published_at  timestamptz,
    withdrawn_at  timestamptz,
    reason        text not null default '',
    decided_at    timestamptz,
    decision      text not null default '',
    removed_at    timestamptz,
    search        text generated always as (plain(title || ' ' || question || ' ' || prize)) stored,
    constraint challenge_vote_after_closing check (vote_until > closes_on),
    check (decided_at is null or (published_at is not null and withdrawn_at is null and decision <> '')),
    check (withdrawn_at is null or (published_at is not null and reason <> '')),
    -- only a draft is deleted
    check (removed_at is null or published_at is null)
);
create index challenge_day on challenge (closes_on desc, id desc) where removed_at is null;
create index challenge_organisation on challenge (organisation);
create index challenge_account on challenge (account);

-- What the jury looks at. Published with the challenge, and fixed from the first solution on.
create table challenge_criterion (
    challenge bigint not null references challenge on delete cascade,
    position  smallint not null check (position between 1 and 5),
    name      text not null check (name <> ''),
    weight    int not null check (weight between 1 and 100),
    primary key (challenge, position),
    unique (challenge, name)
);

create table challenge_solution (
    id         bigint generated always as identity primary key,
    challenge  bigint not null references challenge on delete cascade,
    -- forgotten with the account, or a year after the end when it did not win; the words stay
    account    bigint references account on delete set null,
    -- which of a person's own: three are the most
    number     smallint not null check (number between 1 and 3),
    title      text not null check (title <> ''),
    words      text not null check (words <> ''),
    team       text not null default '',
    talent     text not null default '',
    readers    text not null check (readers in ('everybody', 'jury')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version    int not null default 0,
    won        boolean not null default false,
    -- told when the challenge is decided; from then on nobody knows who voted for what
    votes      int,
    unique (challenge, account, number),
    unique (challenge, id)
);
create index challenge_solution_account on challenge_solution (account);

create table challenge_juror (
    challenge bigint not null references challenge on delete cascade,
    account   bigint not null references account on delete cascade,
    primary key (challenge, account)
);
create index challenge_juror_account on challenge_juror (account);

-- What one juror thinks of one solution: a score for each criterion. A juror who scored stays in the jury.
create table challenge_sheet (
    challenge bigint not null,
    solution  bigint not null,
    juror     bigint not null,
    remark    text not null default '',
    written_at timestamptz not null default now(),
    primary key (solution, juror),
    unique (challenge, solution, juror),
    foreign key (challenge, solution) references challenge_solution (challenge, id) on delete cascade,
    foreign key (challenge, juror) references challenge_juror
);
create index challenge_sheet_juror on challenge_sheet (challenge, juror);

create table challenge_score (
    challenge bigint not null,
    solution  bigint not null,
    juror     bigint not null,
    criterion smallint not null,
    score     smallint not null check (score between 1 and 5),
    primary key (solution, juror, criterion),
    foreign key (challenge, solution, juror) references challenge_sheet (challenge, solution, juror) on delete cascade,
    foreign key (challenge, criterion) references challenge_criterion
);
create index challenge_score_criterion on challenge_score (challenge, criterion);

-- One vote each. The rows go when the challenge is decided or withdrawn.
create table challenge_vote (
    challenge bigint not null references challenge on delete cascade,
    account   bigint not null references account on delete cascade,
    solution  bigint not null,
    voted_at  timestamptz not null default now(),
    primary key (challenge, account),
    foreign key (challenge, solution) references challenge_solution (challenge, id) on delete cascade
);
create index challenge_vote_solution on challenge_vote (challenge, solution);
create index challenge_vote_account on challenge_vote (account);

-- A winner becomes a case once.
create table challenge_case (
    solution      bigint primary key references challenge_solution on delete cascade,
    business_case bigint not null unique references business_case on delete cascade,
    planted_at    timestamptz not null default now(),
    planter       text not null
);
