-- Who signed which version for which organisation. A signature stays; withdrawing it is written beside it.
create table charter_signature (
    id                bigint generated always as identity primary key,
    text              bigint not null,
    version           int not null,
    organisation      text not null,
    -- as it was called when it signed
    organisation_name text not null,
    account           bigint references account,
    signer            text not null,
    -- as what this person signs: manager, chair, mayor
    capacity          text not null check (capacity <> ''),
    -- of the exact text that was shown
    hash              text not null,
    signed_at         timestamptz not null default now(),
    -- what the signer released for the public page
    show_name         boolean not null,
    show_commitments  boolean not null,
    withdrawn_on      date,
    withdrawn_at      timestamptz,
    withdrawn_by      text,
    withdrawal_reason text,
    foreign key (text, version) references charter_version (text, number),
    unique (text, version, organisation),
    check (num_nulls(withdrawn_on, withdrawn_at, withdrawn_by, withdrawal_reason) in (0, 4))
);
create index charter_signature_organisation on charter_signature (organisation);
create index charter_signature_signed_at on charter_signature (signed_at desc);
create index charter_signature_account on charter_signature (account);

create function charter_signature_check() returns trigger
    language plpgsql as $$
declare
    expected text;
begin
    if tg_op = 'INSERT' then
        select hash into expected from charter_version where text = new.text and number = new.version;
        if expected is distinct from new.hash then
            raise exception 'a signature is on the published text: its hash is %, not %', expected, new.hash
                using errcode = 'integrity_constraint_violation';
        end if;
    elsif (old.text, old.version, old.organisation, old.organisation_name, old.signer, old.capacity, old.hash,
            old.signed_at) is distinct from (new.text, new.version, new.organisation, new.organisation_name,
            new.signer, new.capacity, new.hash, new.signed_at)
            or old.account is distinct from new.account
            or old.withdrawn_at is not null and old.withdrawn_at is distinct from new.withdrawn_at then
        raise exception 'a signature is never changed' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger charter_signature_checked before insert or update on charter_signature
    for each row execute function charter_signature_check();
create trigger charter_signature_stays before delete on charter_signature
    for each row execute function charter_refuse();

-- What an organisation committed itself to when it signed.
create table charter_commitment (
    id        bigint generated always as identity primary key,
    signature bigint not null references charter_signature,
    what      text not null check (what <> ''),
    quantity  double precision not null check (quantity > 0 and quantity < 'Infinity'),
    unit      text not null check (unit <> ''),
    by_day    date not null,
    for_whom  text not null default ''
);
create index charter_commitment_signature on charter_commitment (signature);

create trigger charter_commitment_stays before update or delete on charter_commitment
    for each row execute function charter_refuse();
