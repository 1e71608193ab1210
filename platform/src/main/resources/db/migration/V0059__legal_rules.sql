-- The files of rules as officers replaced them; the latest is the one in force. None: those that come with the program.
create table legal_rules (
    id       bigint generated always as identity primary key,
    rules    bytea not null,
    routes   bytea not null,
    fields   bytea not null,
    words    text not null check (words <> ''),
    added_at timestamptz not null default now(),
    adder    text not null
);
