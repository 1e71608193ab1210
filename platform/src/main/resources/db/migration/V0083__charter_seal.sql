-- Certificates with which this installation sealed documents: what it sealed before its key was replaced stays known. The
-- keys are not here.
create table charter_seal (
    fingerprint text primary key check (fingerprint ~ '^[0-9a-f]{64}$'),
    certificate bytea not null,
    known_since timestamptz not null default now()
);
