-- What can lie at a facility from one month to the next: units, and EUR per unit for each month it lies there.
alter table facility
    add storage      double precision not null default 0 check (storage >= 0),
    add storage_cost double precision not null default 0 check (storage_cost >= 0);
alter table staged_facility
    add storage      double precision,
    add storage_cost double precision;
