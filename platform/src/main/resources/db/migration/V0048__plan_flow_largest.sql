-- Pages of a large plan ask which kinds move and of what moves most: found by an index, not by reading every flow.
create index plan_flow_kind on plan_flow (plan, kind, quantity desc, number);
create index plan_flow_case_kind on plan_flow (plan, in_case, kind, quantity desc, number);
drop index plan_flow_case;

-- Taken together by feed on every page: a column of its own, so that no line has to be read whole.
alter table plan_flow
    add column from_feed text generated always as (line ->> 'from_feed') stored,
    add column to_feed text generated always as (line ->> 'to_feed') stored;
