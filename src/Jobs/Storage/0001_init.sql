-- Runs of jobs, and their tasks: one to plan, one per key range, one to finish. Instants here are wall clock, never a tenant's.

create table jobs.run (
    tenant_id      uuid not null,
    run_id         uuid not null,
    job            text not null,
    key            text not null check (length(key) between 1 and 200),
    args           text not null,
    status         text not null
        check (status in ('queued', 'running', 'cancelling', 'done', 'failed', 'cancelled')),
    -- Set once when nothing is left to do but finishing: from then on the outcome stands.
    ends_as        text check (ends_as in ('done', 'failed', 'cancelled')),
    ranges_at_once int not null check (ranges_at_once > 0),
    started_by     text not null,
    created_at     timestamptz not null default clock_timestamp(),
    started_at     timestamptz,
    finished_at    timestamptz,
    error_code     text,
    error_message  text,
    primary key (tenant_id, run_id),
    unique (tenant_id, job, key),
    check ((finished_at is not null) = (status in ('done', 'failed', 'cancelled')))
);
create index run_active on jobs.run (tenant_id, created_at) where status in ('queued', 'running', 'cancelling');

create table jobs.task (
    tenant_id     uuid not null,
    run_id        uuid not null,
    -- -1 plans, 0 and above are the ranges, 2147483647 finishes.
    no            int not null check (no >= -1),
    lo            bigint not null,
    hi            bigint not null,
    position      bigint not null,
    units         bigint not null check (units >= 0),
    done          bigint not null default 0 check (done >= 0),
    failed        bigint not null default 0 check (failed >= 0),
    status        text not null check (status in ('waiting', 'leased', 'done', 'isolated', 'cancelled')),
    -- Waiting: when it may be taken. Leased: when the lease runs out.
    due_at        timestamptz not null default clock_timestamp(),
    lease         interval,
    -- Rises with every lease and never falls: an older number has lost the range.
    fence         bigint not null default 0,
    -- Tries since the last progress.
    attempts      int not null default 0,
    worker        text,
    error_code    text,
    error_message text,
    primary key (tenant_id, run_id, no),
    foreign key (tenant_id, run_id) references jobs.run on delete cascade,
    check (lo <= position and position <= hi)
);
create index task_open on jobs.task (tenant_id, run_id, no) where status in ('waiting', 'leased');

-- What a job of any module may ask for in the transaction of its effect. They run as the owner, because no module may read
-- another's tables; they touch one row of the caller's own tenant and say only whether the caller still holds it.
create function jobs.advance_range(
    run uuid, range_no int, held bigint, new_position bigint, more_done bigint, more_failed bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update jobs.task set position = new_position, done = done + more_done, failed = failed + more_failed,
        attempts = 1, due_at = clock_timestamp() + lease
    where tenant_id = nullif(current_setting('marquee.tenant', true), '')::uuid and run_id = run and no = range_no
        and fence = held and status = 'leased' and position <= new_position;
    return found;
end $$;

create function jobs.fence_holds(run uuid, range_no int, held bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from jobs.task
    where tenant_id = nullif(current_setting('marquee.tenant', true), '')::uuid and run_id = run and no = range_no
        and fence = held and status = 'leased'
    for share;
    return found;
end $$;

grant usage on schema jobs to public;
grant execute on function jobs.advance_range(uuid, int, bigint, bigint, bigint, bigint) to public;
grant execute on function jobs.fence_holds(uuid, int, bigint) to public;

-- A worker serves every tenant, but its role sees one at a time: this names the tenants worth a look.
create function jobs.active_tenants() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct tenant_id from jobs.run where status in ('queued', 'running', 'cancelling')
$$;
revoke execute on function jobs.active_tenants() from public;
