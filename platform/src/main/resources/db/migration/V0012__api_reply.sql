-- What a write of a program was answered, so that sending it again gives the same answer and no second effect.
create table api_reply (
    token_id     bigint not null references access_token on delete cascade,
    key          text not null,
    request_hash text not null,
    status       int not null,
    headers      jsonb not null,
    body         bytea not null,
    created_at   timestamptz not null default now(),
    primary key (token_id, key)
);
create index api_reply_created on api_reply (created_at);
