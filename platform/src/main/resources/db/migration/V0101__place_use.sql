-- Who uses a place when: contracts by the day, reservations by the hour or day, and one table with what either holds.
create table place_reservation (
    id           bigint generated always as identity primary key,
    place        bigint not null references place,
    -- repeats of one reservation share it
    series       uuid,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null,
    state        text not null check (state in ('requested', 'confirmed', 'declined', 'cancelled')),
    organisation text references organisation,
    -- who asked; forgotten a year after the use
    account      bigint references account,
    booker       text not null default '',
    purpose      text not null default '',
    answer       text not null default '',
    version      int not null default 0,
    made_at      timestamptz not null default now(),
    changed_at   timestamptz not null default now(),
    check (starts_at < ends_at)
);
create index place_reservation_place on place_reservation (place, starts_at);
create index place_reservation_account on place_reservation (account);
create index place_reservation_asked on place_reservation (place) where state = 'requested';

create table place_contract (
    id            bigint generated always as identity primary key,
    place         bigint not null references place,
    tenant        text references organisation,
    business_case bigint references business_case,
    deal          text not null check (deal in ('sale', 'lease', 'temporary')),
    exclusive     boolean not null default true,
    from_day      date not null,
    -- the last day; open-ended without one
    until_day     date,
    cents         bigint check (cents >= 0),
    period        text not null default 'month' check (period in ('once', 'hour', 'day', 'month', 'year')),
    deposit_cents bigint check (deposit_cents >= 0),
    notice_day    date,
    state         text not null check (state in ('draft', 'signed', 'cancelled')),
    renovation    text not null default 'none' check (renovation in ('none', 'planned', 'under_way', 'done')),
    note          text not null default '',
    version       int not null default 0,
    made_at       timestamptz not null default now(),
    changed_at    timestamptz not null default now(),
    check (tenant is not null or business_case is not null),
    check (from_day <= until_day)
);
create index place_contract_place on place_contract (place);
create index place_contract_tenant on place_contract (tenant);

-- What is taken. No two rows may have both a place (or part, or whole) and a moment in common: whatever program writes,
-- and however many do so at once.
create table place_use (
    id          bigint generated always as identity primary key,
    place       bigint not null,
    span        int8range not null,
    period      tstzrange not null check (not isempty(period)),
    reservation bigint unique references place_reservation on delete cascade,
    contract    bigint unique references place_contract on delete cascade,
    check (num_nonnulls(reservation, contract) = 1),
    foreign key (place, span) references place (id, span),
    constraint place_used_once exclude using gist (span with &&, period with &&)
);

-- A reservation holds its place from being asked until it is declined or cancelled.
create function place_reservation_holds() returns trigger language plpgsql as $$
begin
    delete from place_use where reservation = new.id;
    if new.state in ('requested', 'confirmed') then
        insert into place_use (place, span, period, reservation)
        select p.id, p.span, tstzrange(new.starts_at, new.ends_at), new.id from place p where p.id = new.place;
    end if;
    return null;
end $$;
create trigger place_reservation_holds after insert or update of place, starts_at, ends_at, state on place_reservation
    for each row execute function place_reservation_holds();

-- A signed contract of exclusive use holds its place on all its days, as days are counted here.
create function place_contract_holds() returns trigger language plpgsql as $$
begin
    delete from place_use where contract = new.id;
    if new.state = 'signed' and new.exclusive then
        insert into place_use (place, span, period, contract)
        select p.id, p.span, tstzrange(new.from_day::timestamp at time zone 'Europe/Brussels',
            (new.until_day + 1)::timestamp at time zone 'Europe/Brussels'), new.id
        from place p where p.id = new.place;
    end if;
    return null;
end $$;
create trigger place_contract_holds after insert or update of place, from_day, until_day, state, exclusive on place_contract
    for each row execute function place_contract_holds();
