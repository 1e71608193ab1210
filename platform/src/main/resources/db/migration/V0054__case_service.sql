-- What a product of a case would bring as a service, beside what it brings sold. Every saving is a row of its own, the
-- latest counts, so that it can be taken back; a row without a fleet says that there is none any more.
create table business_case_service (
    business_case       bigint not null references business_case on delete cascade,
    version             int not null check (version >= 1),
    -- units in use in each year, that of year 1 first
    fleet               int[] not null check (cardinality(fleet) <= 40),
    unit_cost           numeric(15, 2) not null check (unit_cost >= 0),
    sale_price          numeric(15, 2) not null check (sale_price >= 0),
    -- below 0 when it costs money to be rid of a returned unit
    residual_value      numeric(15, 2) not null,
    contract_years      int not null check (contract_years between 1 and 40),
    -- EUR per unit: a month, a year, once
    fee                 numeric(15, 2) not null check (fee >= 0),
    maintenance         numeric(15, 2) not null check (maintenance >= 0),
    refurbishment_cost  numeric(15, 2) not null check (refurbishment_cost >= 0),
    returned            double precision not null check (returned between 0 and 1),
    refurbishable       double precision not null check (refurbishable between 0 and 1),
    saved_at            timestamptz not null default now(),
    writer              text not null,
    -- two people who save at once: the second is told
    primary key (business_case, version)
);
