-- Faults no longer carry words of a language as arguments: what was one kind with a word is a kind for each.
update inventory_import_fault
set code = replace(code, '_CELL', case arguments ->> 0 when 'a number' then '_FOR_NUMBER' else '_FOR_TEXT' end),
    arguments = '[]'
where code in ('DATE_CELL', 'BOOLEAN_CELL');
update inventory_import_fault set arguments = '["Windows-1252"]'
where code = 'BAD_ENCODING' and arguments ->> 0 like 'another %';
