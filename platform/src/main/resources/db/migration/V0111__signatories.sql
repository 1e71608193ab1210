-- Only who has the role signs for an organisation from now on. Who signed for it before goes on doing so.
insert into account_organisation_role (account_id, organisation, role, giver)
select distinct s.account, s.organisation, 'SIGNATORY', 'signed before'
from charter_signature s
join account_organisation o on o.account_id = s.account and o.organisation = s.organisation
where s.withdrawn_on is null
on conflict do nothing;
