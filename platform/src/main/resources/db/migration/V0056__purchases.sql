-- Organisations that buy the same together: a supplier's prices by volume, what buyers pledge, and the moment at which
-- their pledges become binding.
create table purchase (
    id            bigint generated always as identity primary key,
    product       text not null check (product <> ''),
    description   text not null default '',
    unit          text not null check (unit <> ''),
    -- by its name, and by its key when it is an organisation here
    supplier      text not null check (supplier <> ''),
    supplier_organisation text,
    -- the least the supplier delivers at all
    minimum       numeric(18, 4) not null check (minimum >= 0),
    -- what a buyer would pay by itself; absent where nobody knows
    reference     numeric(18, 4) check (reference >= 0),
    closes_on     date not null,
    joining       text not null check (joining in ('everybody', 'chosen')),
    later         text not null check (later in ('nobody', 'same_price', 'falling_price')),
    terms         text not null default '',
    business_case bigint references business_case on delete set null,
    status        text not null default 'open' check (status in ('open', 'bound', 'lapsed', 'stopped')),
    -- EUR per unit that all who are bound pay
    price         numeric(18, 4) check (price >= 0),
    -- why it was stopped
    reason        text not null default '',
    -- the address of this hub, for letters that are written when nobody is looking at a page
    root          text not null,
    created_at    timestamptz not null default now(),
    created_by    bigint not null references account,
    creator       text not null,
    updated_at    timestamptz not null default now(),
    -- goes up whenever what a buyer agrees to changes: the terms, and the moment of binding
    version       int not null default 0,
    check ((status = 'bound') = (price is not null))
);
create index purchase_open on purchase (closes_on) where status = 'open';
create index purchase_case on purchase (business_case);

create table purchase_tier (
    purchase  bigint not null references purchase on delete cascade,
    threshold numeric(18, 4) not null check (threshold >= 0),
    price     numeric(18, 4) not null check (price >= 0),
    primary key (purchase, threshold)
);

-- Who may join, where that is not everybody.
create table purchase_guest (
    purchase     bigint not null references purchase on delete cascade,
    organisation text not null,
    name         text not null,
    primary key (purchase, organisation)
);
create index purchase_guest_organisation on purchase_guest (organisation);

-- One pledge per buyer. It may change and go as long as it is not bound.
create table purchase_pledge (
    purchase     bigint not null references purchase on delete cascade,
    organisation text not null,
    name         text not null,
    volume       numeric(18, 4) not null check (volume > 0),
    -- EUR per unit: the buyer takes part at this price or below
    max_price    numeric(18, 4) not null check (max_price >= 0),
    account      bigint not null references account,
    person       text not null,
    pledged_at   timestamptz not null default now(),
    changed_at   timestamptz not null default now(),
    bound_at     timestamptz,
    -- joined after the threshold was reached
    late         boolean not null default false,
    primary key (purchase, organisation)
);
create index purchase_pledge_organisation on purchase_pledge (organisation);
create index purchase_pledge_account on purchase_pledge (account);

-- The moment at which pledges became binding: there is one of a purchase at most, and what was bound then stays as it was.
create table purchase_binding (
    purchase bigint primary key references purchase on delete cascade,
    price    numeric(18, 4) not null,
    volume   numeric(18, 4) not null,
    pledges  jsonb not null,
    bound_at timestamptz not null default now()
);

-- What is bound neither changes nor goes, whoever asks.
create function purchase_pledge_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the pledge of % in purchase % is binding', old.organisation, old.purchase
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger purchase_pledge_bound before update or delete on purchase_pledge
    for each row when (old.bound_at is not null) execute function purchase_pledge_stays();
