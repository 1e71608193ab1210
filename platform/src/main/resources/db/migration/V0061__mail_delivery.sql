-- How far a letter is. A letter is marked with the token of a run before it is sent, so that after the program was killed
-- it is known which one was under way. What it says is forgotten in time; its key stays, so that nothing is told twice.
alter table letter
    alter column address drop not null,
    alter column subject drop not null,
    alter column text drop not null,
    add column unsubscribe text,
    add column state      text not null default 'waiting'
        check (state in ('waiting', 'sending', 'sent', 'unknown', 'failed', 'forgotten')),
    add column tries      int not null default 0,
    add column try_at     timestamptz not null default now(),
    add column run        uuid,
    add column fault      text,
    add column by_smtp    boolean not null default false,
    add constraint letter_says_something check (state = 'forgotten' or address is not null and subject is not null
        and text is not null);
update letter set state = 'sent' where sent_at is not null;
drop index letter_waiting;
create index letter_due on letter (try_at, id) where state = 'waiting';
create index letter_open on letter (state) where state in ('sending', 'unknown', 'failed');
create index letter_posted on letter (posted_at);

-- Letters have a queue of their own: a slow mail server keeps no file waiting.
create table scheduled_mail (like scheduled_tasks including all);
