-- An auditor asks what one person did, and what happened within a time, newest first.
create index audit_actor on kernel.audit (tenant_id, actor_id, id);
create index audit_time on kernel.audit (tenant_id, at);
