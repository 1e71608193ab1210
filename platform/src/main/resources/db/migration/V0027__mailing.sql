-- A letter to a part of the network. Its recipients are gone through in pieces, in the order of their addresses; how far it
-- is stands here, so that it goes on where it was.
create table mailing (
    id       bigint generated always as identity primary key,
    subject  text not null check (length(subject) between 1 and 200),
    text     text not null check (length(text) between 1 and 10000),
    type     text not null default '',
    domain   text not null default '',
    area     text not null default '',
    role     text not null default '',
    state    text not null default 'draft' check (state in ('draft', 'sending', 'sent')),
    at       text not null default '',
    queued   int not null default 0,
    made_at  timestamptz not null default now(),
    maker    text not null,
    account_id bigint references account,
    sent_at  timestamptz,
    version  int not null default 0
);
create index mailing_sending on mailing (id) where state = 'sending';
