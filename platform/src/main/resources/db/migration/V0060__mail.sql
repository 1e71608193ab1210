-- Letters that wait to be sent, and those that were. A key is one piece of news for one reader: it is sent once.
create table letter (
    id        bigint generated always as identity primary key,
    key       text not null unique,
    address   text not null check (length(address) between 3 and 254),
    subject   text not null,
    text      text not null,
    file_name text,
    file_type text,
    file      text,
    posted_at timestamptz not null default now(),
    sent_at   timestamptz
);
create index letter_waiting on letter (id) where sent_at is null;
