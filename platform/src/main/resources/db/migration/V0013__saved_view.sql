-- Filters and order of a list that a person kept under a name.
create table saved_view (
    id         bigint generated always as identity primary key,
    account_id bigint not null references account on delete cascade,
    list       text not null check (list ~ '^/[a-z-]+$'),
    name       text not null check (length(name) between 1 and 80),
    query      text not null check (length(query) <= 2000)
);
create unique index saved_view_name on saved_view (account_id, list, lower(name));
