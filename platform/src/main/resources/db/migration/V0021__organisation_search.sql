-- Names as they are searched and ordered by, kept: making them anew for every row of every search takes most of its time.
alter table site add column search text generated always as (plain(name)) stored;
alter table organisation add column search text generated always as (plain(name)) stored;

-- The sites that a word is found in: in their own name, that of their organisation or that of their area.
create function sites_with(pattern text) returns setof text language sql stable as $$
    select s.key from site s
    where s.search like $1
        or s.organisation = any (array(select key from organisation where search like $1))
        or s.area <> '' and (plain(s.area) like $1
            or s.area = any (array(select unnest(array[key, name]) from area where plain(name) like $1)))
$$;
