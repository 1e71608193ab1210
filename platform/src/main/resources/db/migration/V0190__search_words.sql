-- What the lists of organisations and cases are searched in, made plain once when it is written and not anew for every
-- row of every search.
alter table organisation add column words text generated always as
    (plain(key || ' ' || name || ' ' || type || ' ' || coalesce(enterprise_number, '') || ' ' || coalesce(nace, ''))) stored;
alter table business_case
    add column title_words text generated always as (plain(title)) stored,
    add column words text generated always as (plain(title || ' ' || note)) stored;
alter table business_case_partner add column words text generated always as (plain(name)) stored;
