-- Plans wait in a queue of their own; the shape is db-scheduler's.
create table scheduled_plan (like scheduled_tasks including all);
insert into scheduled_plan select * from scheduled_tasks where task_name = 'plan';
delete from scheduled_tasks where task_name = 'plan';
