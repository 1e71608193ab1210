-- Letters ask the settings where this hub is, as all others do, so they follow when it moves.
alter table purchase drop column root;
