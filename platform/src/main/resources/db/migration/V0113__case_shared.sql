-- A case out of a plan may rest on streams that only the coordinator may see. Its partners find it, and each other's names in
-- it, once a coordinator says that they agreed. Cases that were there before were shown from the start and stay so.
alter table business_case add column shared boolean not null default true;
