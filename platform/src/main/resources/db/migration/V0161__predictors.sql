-- On what a twin should agree besides the figure itself, as it was chosen last; and with each answer the file of it, which
-- goes with its data. Which indicator the table came from, so that others can stand beside it.
alter table effect
    add indicator           text,
    add predictors          text[] not null default '{}',
    add predictors_from     int[]  not null default '{}',
    add predictors_to       int[]  not null default '{}',
    add check (cardinality(predictors) = cardinality(predictors_from)
        and cardinality(predictors) = cardinality(predictors_to));
alter table effect_run add predictors text;
