-- Who works with whom, buys from whom, owns whom; shown to all members, or to the two and the coordinator.
create table organisation_relation (
    id       bigint generated always as identity primary key,
    one      text not null references organisation,
    other    text not null references organisation,
    kind     text not null check (kind in ('works_with', 'customer_of', 'owner_of')),
    since    date,
    source   text not null check (length(source) between 1 and 200),
    note     text not null default '' check (length(note) <= 1000),
    shown    boolean not null default false,
    added_at timestamptz not null default now(),
    adder    text not null,
    check (one <> other),
    unique (one, other, kind)
);
-- working together goes both ways
create unique index organisation_relation_both on organisation_relation (least(one, other), greatest(one, other))
    where kind = 'works_with';
create index organisation_relation_other on organisation_relation (other);
